/// To whom the file of a Unix socket is given when it is made.
package struct FileOwner: Sendable, Equatable {
  /// The id of the user; nil leaves it with the process's own.
  package let userID: UInt32?
  /// The id of the group; nil leaves it with the process's own.
  package let groupID: UInt32?

  /// Leaves the file with the user and the group of the process.
  package static let process = FileOwner(userID: nil, groupID: nil)

  /// Creates an owner.
  package init(userID: UInt32?, groupID: UInt32?) {
    self.userID = userID
    self.groupID = groupID
  }
}
