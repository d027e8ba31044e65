import Glibc
package import PosternTransport

extension FileOwner {
  /// Reads `USER`, `USER:GROUP` or `:GROUP`, each a name or a number.
  ///
  /// - Throws: which of the two does not exist here.
  package init(option text: String) throws(OptionsError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let user = parts.first.map(String.init) ?? ""
    let group = parts.count == 2 ? String(parts[1]) : ""
    guard !user.isEmpty || !group.isEmpty else {
      throw OptionsError(.unknownAccount, subject: "`\(text)`", "expected `USER:GROUP`")
    }
    self.init(
      userID: user.isEmpty ? nil : try Self.userID(option: user),
      groupID: group.isEmpty ? nil : try Self.groupID(option: group)
    )
  }

  /// Reads the name or number of a user of this machine.
  ///
  /// - Throws: that there is none of this name.
  package static func userID(option name: String) throws(OptionsError) -> UInt32 {
    if let id = UInt32(name) { return id }
    // SAFETY: the record is the library's own and read at once, by the one thread that runs while
    // options are read.
    guard let id = unsafe getpwnam(name).map({ unsafe $0.pointee.pw_uid }) else {
      throw OptionsError(.unknownAccount, subject: "`\(name)`", "this machine has no such user")
    }
    return id
  }

  /// Reads the name or number of a group of this machine.
  ///
  /// - Throws: that there is none of this name.
  package static func groupID(option name: String) throws(OptionsError) -> UInt32 {
    if let id = UInt32(name) { return id }
    // SAFETY: as for users.
    guard let id = unsafe getgrnam(name).map({ unsafe $0.pointee.gr_gid }) else {
      throw OptionsError(.unknownAccount, subject: "`\(name)`", "this machine has no such group")
    }
    return id
  }
}
