import Glibc
import NIOCore

extension FileOwner {
  /// Gives a file to this owner; links are not followed.
  ///
  /// - Throws: NIO's error; the file is as before then.
  func take(path: String) throws {
    guard self != .process else { return }
    // SAFETY: the path is a NUL-terminated copy that lives during the call.
    guard unsafe lchown(path, userID ?? .max, groupID ?? .max) == 0 else {
      throw IOError(errnoCode: errno, reason: "cannot give the file of the socket to its owner")
    }
  }
}
