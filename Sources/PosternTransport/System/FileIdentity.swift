import Glibc

/// What makes a file the same file, however many bear its name one after the other.
struct FileIdentity: Sendable, Equatable {
  private let device: UInt
  private let inode: UInt
  /// Whether it is a socket.
  let isSocket: Bool

  /// Looks at what is there now, at a link itself; nil when there is nothing.
  init?(path: String) {
    var status = stat()
    // SAFETY: the path is a NUL-terminated copy that lives during the call, the status is a local.
    guard unsafe lstat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    isSocket = status.st_mode & S_IFMT == S_IFSOCK
  }
}
