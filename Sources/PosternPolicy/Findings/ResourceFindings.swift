import PosternModel
import PosternText

/// Findings about resources.
struct ResourceFindings {
  let kind: PolicyKind
  let allowsVariables: Bool
  let allowsHeadVariables: Bool

  func findings(in statement: Statement) -> [PolicyFinding] {
    (statement.resource?.entries ?? []).flatMap { entry in
      problems(entry.text).map { code, severity, message in
        PolicyFinding(
          code: code,
          severity: severity,
          message: message,
          statementIndex: statement.index,
          position: entry.position
        )
      }
    }
  }

  private typealias Problem = (PolicyFinding.Code, PolicyFinding.Severity, String)

  private func problems(_ text: String) -> [Problem] {
    let entry = ARNPattern.entry(
      text,
      allowsVariables: allowsVariables,
      allowsHeadVariables: allowsHeadVariables,
      kind: kind
    )
    switch entry {
    case .any: return []
    case .nothing, .unresolvable:
      return [(.resourceNeverMatches, .error, "the resource `\(text.shown)` matches nothing")]
    case .variable:
      return VariableFindings(allowsVariables: allowsVariables).problems(text) + [
        (
          .variableInHead, .warning,
          "a policy variable stands before the fifth colon of `\(text.shown)`"
        )
      ]
    case .arn(let pattern):
      var problems = VariableFindings(allowsVariables: allowsVariables).problems(text)
      let whole = PatternTemplate(
        text,
        allowsVariables: allowsVariables,
        allowsWildcards: true
      )
      if ARNPattern(whole) == nil {
        problems.append(
          (.shortARN, .warning, "the resource `\(text.shown)` is filled up with `*`")
        )
      }
      if pattern.service.hasWildcards, !pattern.service.isAnyRun || ARNPattern(whole) != nil {
        problems.append(
          (.wildcardInService, .warning, "the service of `\(text.shown)` has a wildcard")
        )
      }
      if hasWildcardInType(pattern) {
        problems.append(
          (
            .wildcardInResourceType, .warning,
            "the type of the resource `\(text.shown)` has a wildcard and may match other types"
          )
        )
      }
      return problems
    }
  }

  /// Whether a wildcard stands in the word before the first slash or colon of the sixth part
  /// (M-19); objects of a store have no such word.
  private func hasWildcardInType(_ pattern: ARNPattern) -> Bool {
    guard pattern.service.literal != Array("s3".utf8) else { return false }
    var hasWildcard = false
    for segment in pattern.resource.segments {
      switch segment {
      case .anyRun, .anyOne: hasWildcard = true
      case .variable: return false
      case .literal(let bytes):
        if bytes.contains(where: { "/:".utf8.contains($0) }) { return hasWildcard }
      }
    }
    return false
  }
}
