import PosternText

/// The names of statements: their characters, and that no two are the same (section 1.3).
struct StatementIDRules {
  /// Whether only letters and digits of ASCII will do.
  let restrictsCharacters: Bool

  func check(_ document: DocumentOutline) throws(PolicyError) {
    var seen: Set<ExactText> = []
    for statement in document.statements {
      // Any number of statements may be without a name, and an empty name is none.
      guard let sid = statement.sid, !sid.text.isEmpty else { continue }
      if restrictsCharacters, !sid.text.utf8.allSatisfy(\.isAlphanumeric) {
        throw .statementID(
          "the Sid `\(sid.text.shown)` has characters other than letters and digits",
          at: sid.position
        )
      }
      guard seen.insert(ExactText(sid.text)).inserted else {
        throw .duplicateStatementID(
          "the Sid `\(sid.text.shown)` occurs twice in the policy",
          at: sid.position
        )
      }
    }
  }
}
