import PosternText

/// Findings about policy variables in one text that may have them.
struct VariableFindings {
  let allowsVariables: Bool

  func problems(_ text: String) -> [(PolicyFinding.Code, PolicyFinding.Severity, String)] {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return [] }
    let template = PatternTemplate(text, allowsVariables: true, allowsWildcards: false)
    let isMalformed = template.segments.contains { segment in
      switch segment {
      case .literal(let bytes): Self.opensVariable(bytes)
      case .anyRun, .anyOne, .variable: false
      }
    }
    if isMalformed {
      return [
        (
          .malformedVariable, .error,
          "`\(text.shown)` has a malformed policy variable, which is plain text"
        )
      ]
    }
    guard !allowsVariables, template.hasVariables else { return [] }
    return [
      (
        .variableIsPlainText, .error,
        "policy variables are plain text unless the policy's version is `2012-10-17`"
      )
    ]
  }

  private static func opensVariable(_ bytes: [UInt8]) -> Bool {
    zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "$") && $1 == UInt8(ascii: "{") }
  }
}
