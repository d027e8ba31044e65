import PosternModel
import PosternText

/// Findings about the operands of conditions.
struct OperandFindings {
  typealias Problem = (PolicyFinding.Code, PolicyFinding.Severity, String)

  let allowsVariables: Bool

  func problems(_ text: String, of condition: Condition) -> [Problem] {
    switch condition.operator.base.family {
    case .string, .arn:
      return variableProblems(text) + identityProblems(text, key: condition.key.text)
    case .boolean:
      let problems = variableProblems(text)
      return problems.isEmpty ? truthProblems(text, condition) : problems
    case .existence:
      return truthProblems(text, condition)
    case .date:
      guard Instant(text.utf8.span) == nil else { return [] }
      return [(.dateNeverMatches, .error, "`\(text.shown)` is on no calendar and matches nothing")]
    case .numeric, .binary, .address:
      return []
    }
  }

  private func variableProblems(_ text: String) -> [Problem] {
    VariableFindings(allowsVariables: allowsVariables).problems(text)
  }

  /// Says that a text counts as false, which `yes` does as well (4.4, C-21); variables are replaced
  /// for `Bool` only (V-02).
  private func truthProblems(_ text: String, _ condition: Condition) -> [Problem] {
    if ["true", "false"].contains(text.lowercased()) { return [] }
    let replacesVariables = allowsVariables && condition.operator.base == .bool
    if replacesVariables, template(text).hasVariables { return [] }
    return [
      (
        .operandCountsAsFalse, .security,
        "`\(text.shown)` counts as `false` for `\(condition.operator.name)`, as everything but "
          + "`true` does; write the one or the other"
      )
    ]
  }

  /// Says that no request has the identity which is named (5.1): sessions have their role's ARN,
  /// and no principal's unique id is a role's alone.
  private func identityProblems(_ text: String, key: String) -> [Problem] {
    switch key.lowercased() {
    case "aws:principalarn":
      guard let role = roleARN(ofSession: text) else { return [] }
      return [
        (
          .operandNeverMatches, .error,
          "`\(text.shown)` matches nothing, for `\(key.shown)` of a session is the ARN of its "
            + "role; write `\(role.shown)`, with the role's path when it has one"
        )
      ]
    case "aws:userid":
      let template = template(text)
      let isRole = text.hasPrefix("AROA") && !text.utf8.contains(UInt8(ascii: ":"))
      guard isRole, !template.hasVariables, !template.hasWildcards else { return [] }
      return [
        (
          .operandNeverMatches, .error,
          "`\(text.shown)` matches nothing, for `\(key.shown)` of a session is the role's id, a "
            + "colon and the session's name; write `StringLike` with `\(text.shown):*`"
        )
      ]
    default:
      return []
    }
  }

  /// The ARN of the role whose sessions a text names; nil when it names none.
  private func roleARN(ofSession text: String) -> String? {
    guard let pattern = ARNPattern(template(text)), pattern.service.literal == Array("sts".utf8),
      case .literal(let bytes)? = pattern.resource.segments.first,
      bytes.starts(with: "assumed-role/".utf8),
      let word = text.firstRange(of: ":assumed-role/")
    else { return nil }
    let head = text[..<word.lowerBound].replacing(":sts:", with: ":iam:")
    return "\(head):role/\(text[word.upperBound...].prefix { $0 != "/" })"
  }

  private func template(_ text: String) -> PatternTemplate {
    PatternTemplate(text, allowsVariables: allowsVariables, allowsWildcards: true)
  }
}
