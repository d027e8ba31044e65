internal import Glibc

/// What the system says about a file that changes whenever its content is replaced or written.
package struct FileStamp: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  private let byteCount: Int64
  private let modifiedSeconds: Int64
  private let modifiedNanoseconds: Int64
  private let changedSeconds: Int64
  private let changedNanoseconds: Int64
  /// Whether it is a directory.
  let isDirectory: Bool

  /// Asks for the stamp of a path, following symbolic links; nil when it is not there.
  package init?(path: String) {
    var status = stat()
    // SAFETY: the path is a NUL-terminated copy, the structure has the size that the C library
    // expects, and both live during the call.
    guard unsafe stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    byteCount = Int64(status.st_size)
    modifiedSeconds = Int64(status.st_mtim.tv_sec)
    modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
    changedSeconds = Int64(status.st_ctim.tv_sec)
    changedNanoseconds = Int64(status.st_ctim.tv_nsec)
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
  }
}
