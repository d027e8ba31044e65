import Glibc
import NIOCore

extension FileOwner {
  /// Gives a file to this owner, and to others what the mode says; links are not followed by the
  /// first of the two.
  ///
  /// - Throws: NIO's error; the file is with its old owner or has its old mode then.
  func take(path: String, mode: UInt32) throws {
    // SAFETY: the path is a NUL-terminated copy that lives during each call.
    guard self == .process || unsafe lchown(path, userID ?? .max, groupID ?? .max) == 0 else {
      throw IOError(errnoCode: errno, reason: "cannot give the file of the socket to its owner")
    }
    guard unsafe chmod(path, mode) == 0 else {
      throw IOError(errnoCode: errno, reason: "cannot set the mode of the file of the socket")
    }
  }
}
