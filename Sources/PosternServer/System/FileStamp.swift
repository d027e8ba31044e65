import Glibc

/// What a file looks like without being read: whether it may have changed.
///
/// Links are followed, so that a folder whose link is moved to another one changes all its files.
struct FileStamp: Equatable, Sendable {
  private let inode: UInt64
  private let byteCount: Int
  private let changedSeconds: Int
  private let changedNanoseconds: Int

  /// Looks at a file; all numbers are 0 for one that is not there.
  init(path: String) {
    var status = stat()
    // SAFETY: the status is a local that outlives the call; the path is a NUL-terminated copy.
    if unsafe stat(path, &status) != 0 {
      status = stat()
    }
    inode = UInt64(status.st_ino)
    byteCount = Int(status.st_size)
    changedSeconds = Int(status.st_mtim.tv_sec)
    changedNanoseconds = Int(status.st_mtim.tv_nsec)
  }
}
