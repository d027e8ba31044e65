/// The process at the other end of a Unix socket, as the system knows it (`SO_PEERCRED`).
package struct ProcessCredentials: Sendable, Equatable {
  /// The id of the process; only good for logs, since ids are given again.
  package let processID: Int32
  /// The id of its user.
  package let userID: UInt32
  /// The id of its group.
  package let groupID: UInt32

  /// Creates credentials.
  package init(processID: Int32, userID: UInt32, groupID: UInt32) {
    self.processID = processID
    self.userID = userID
    self.groupID = groupID
  }
}
