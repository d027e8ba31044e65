import Glibc
import NIOCore

extension FileOwner {
  /// Gives a file to this owner, and to others what the mode says.
  ///
  /// - Throws: NIO's error; the file is with its old owner or has its old mode then.
  func take(path: String, mode: UInt32) throws {
    if self != .process {
      // SAFETY: the path is a NUL-terminated copy that lives during the call.
      guard unsafe lchown(path, userID ?? .max, groupID ?? .max) == 0 else {
        throw IOError(errnoCode: errno, reason: "cannot give the file of the socket to its owner")
      }
    }
    // SAFETY: as above.
    guard unsafe chmod(path, mode) == 0 else {
      throw IOError(errnoCode: errno, reason: "cannot set the mode of the file of the socket")
    }
  }
}
