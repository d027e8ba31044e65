/// Which processes may connect to a Unix socket, beside what the mode of its file says.
///
/// The system tells the user and the group of the process that connects; nobody can claim another.
package struct PeerRule: Sendable, Equatable {
  /// The ids of the users that may connect.
  package var userIDs: Set<UInt32>
  /// The ids of the groups whose processes may connect; only a process's own group counts, not
  /// the further groups of its user.
  package var groupIDs: Set<UInt32>

  /// Lets in everybody whom the mode of the file lets in.
  package static let everybody = PeerRule(userIDs: [], groupIDs: [])

  /// Creates a rule; one of the two lists is enough to come in, and two empty ones let everybody
  /// in.
  package init(userIDs: Set<UInt32>, groupIDs: Set<UInt32>) {
    self.userIDs = userIDs
    self.groupIDs = groupIDs
  }

  /// Whether nobody is kept out.
  package var allowsEverybody: Bool { userIDs.isEmpty && groupIDs.isEmpty }

  /// Whether a process may connect; one that the system does not tell may only where everybody may.
  func allows(_ process: ProcessCredentials?) -> Bool {
    guard !allowsEverybody else { return true }
    guard let process else { return false }
    return userIDs.contains(process.userID) || groupIDs.contains(process.groupID)
  }
}
