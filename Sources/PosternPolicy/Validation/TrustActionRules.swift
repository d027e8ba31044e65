import PosternText

/// The actions that a trust policy may name: those that make a session of the role (G-60).
enum TrustActionRules {
  private static let names = [
    "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "TagSession",
    "SetSourceIdentity", "SetContext",
  ]

  static func check(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      for entry in statement.action?.element.entries ?? [] where !isTrustAction(entry.text) {
        throw .trustAction(
          "`\(entry.text.shown)` is no action that assumes a role",
          help: WordList(names.map { "sts:\($0)" }).guess(for: entry.text),
          at: entry.position
        )
      }
    }
  }

  /// Whether an action is one of the names, a pattern that matches one, or a later addition to the
  /// family.
  private static func isTrustAction(_ action: String) -> Bool {
    guard action.lowercased().hasPrefix("sts:") else { return false }
    let name = String(action.dropFirst(4))
    return names.contains { WildcardText.matches(name, word: $0) } || isAssumeRole(name)
  }

  private static func isAssumeRole(_ name: String) -> Bool {
    name.lowercased().hasPrefix("assumerole")
      && name.utf8.allSatisfy {
        $0 | 0x20 &- UInt8(ascii: "a") < 26 || "*?".utf8.contains($0)
      }
  }
}
