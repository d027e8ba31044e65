import PosternText

/// The characters that names of principals have (section 7.1).
package enum PrincipalName {
  private static let domainCharacterCountMax = 255
  private static let nameCharacterCountMax = 64
  private static let pathCharacterCountMax = 512
  private static let uniqueIDCharacterCounts = 16...128

  /// Whether a text is two or more labels divided by dots, such as a service or a provider has.
  static func isDomain(_ text: String) -> Bool {
    let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.count > 1 && text.utf8.count <= domainCharacterCountMax
      && labels.allSatisfy { label in
        !label.isEmpty && label.allSatisfy { $0.isAlphanumeric || "-_".utf8.contains($0) }
      }
  }

  /// Whether a text is the unique id of a user or a role.
  static func isUniqueID(_ text: String) -> Bool {
    (text.hasPrefix("AIDA") || text.hasPrefix("AROA"))
      && uniqueIDCharacterCounts ~= text.utf8.count
      && text.utf8.allSatisfy { $0.isAlphanumeric && !(UInt8(ascii: "a")...).contains($0) }
  }

  /// Whether a text is a path and a name, as an ARN of a user or a role has them.
  static func isPathAndName(_ text: Substring) -> Bool {
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
    let path = text[...slash]
    return path.utf8.first == UInt8(ascii: "/") && path.utf8.count <= pathCharacterCountMax
      && path.utf8.allSatisfy { 0x21...0x7E ~= $0 } && isName(text[slash...].dropFirst())
  }

  /// Whether a text is the name of an entity or a session.
  package static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= nameCharacterCountMax
      && text.utf8.allSatisfy { $0.isAlphanumeric || "_+=,.@-".utf8.contains($0) }
  }
}
