import PosternModel
import PosternText

/// Findings about actions.
struct ActionFindings {
  let kind: PolicyKind

  func findings(in statement: Statement) -> [PolicyFinding] {
    statement.action.entries.flatMap { entry in
      var findings: [PolicyFinding] = []
      if let reason = reasonNeverMatching(entry.text) {
        findings.append(
          PolicyFinding(
            code: .actionNeverMatches,
            severity: .error,
            message: "the action `\(entry.text.shown)` matches nothing: \(reason)",
            statementIndex: statement.index,
            position: entry.position
          )
        )
      }
      let template = PatternTemplate(entry.text, allowsVariables: true, allowsWildcards: true)
      if template.hasVariables {
        findings.append(
          PolicyFinding(
            code: .variableIsPlainText,
            severity: .error,
            message: "policy variables are plain text in actions",
            statementIndex: statement.index,
            position: entry.position
          )
        )
      }
      return findings
    }
  }

  private func reasonNeverMatching(_ action: String) -> String? {
    guard action != "*" else { return nil }
    if kind == .rcp, action.lowercased() == "kms:retiregrant" {
      return "a grant can always be given back, whatever resource control policies say"
    }
    guard let colon = action.firstIndex(of: ":") else { return "it has no service prefix" }
    let name = action[action.index(after: colon)...]
    if name.isEmpty { return "its name is empty" }
    if name.contains(",") { return "it has a comma; write several actions as a list" }
    if name.contains(where: \.isWhitespace) { return "it has white space" }
    return nil
  }
}
