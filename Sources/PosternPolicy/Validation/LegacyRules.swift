import PosternModel
import PosternText

/// What the oldest part of the grammar refuses: the case of effects, dates, ARNs that end too soon.
struct LegacyRules {
  let kind: PolicyKind
  let allowsVariables: Bool

  func check(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      if statement.effect == nil { throw LegacyRules.effectError(statement.effectText) }
      for condition in statement.conditions where condition.operator.base.family == .date {
        for value in condition.values { try checkDate(value, condition.operator) }
      }
    }
    for statement in document.statements {
      for entry in statement.resource?.element.entries ?? [] { try checkShortARN(entry) }
    }
  }

  /// The error for an effect in the wrong letter case.
  static func effectError(_ effect: PolicyString) -> PolicyError {
    let word = effect.text.lowercased() == "deny" ? "Deny" : "Allow"
    return .legacyParsing(
      "the effect `\(effect.text.shown)` is in the wrong letter case",
      help: "did you mean `\(word)`?",
      at: effect.position
    )
  }

  private func checkDate(
    _ value: PolicyString,
    _ conditionOperator: ConditionOperator
  ) throws(PolicyError) {
    guard !Instant.isStorable(value.text.utf8.span) else { return }
    throw .legacyParsing(
      "`\(value.text.shown)` is no date, which `\(conditionOperator.name)` compares",
      help: "write a date such as `2030-01-31T12:00:00Z` or seconds since 1970",
      at: value.position
    )
  }

  /// An empty service, or `::` in an ARN that is too short (G-38, M-18).
  private func checkShortARN(_ entry: PolicyString) throws(PolicyError) {
    guard entry.text.hasPrefix("arn:"), !entry.text.hasPlainARNHead else { return }
    let template = PatternTemplate(
      entry.text,
      allowsVariables: allowsVariables,
      allowsWildcards: true
    )
    let parts = template.split(partCountMax: ARNPattern.partCount)
    if parts.count > 2, parts[2].segments.isEmpty {
      throw .legacyParsing(
        "the resource `\(entry.text.shown)` has an empty service",
        help: nil,
        at: entry.position
      )
    }
    guard parts.count < ARNPattern.partCount else { return }
    if entry.text.contains("::") {
      throw .legacyParsing(
        "the resource `\(entry.text.shown)` has \(parts.count) parts, expected six",
        help: nil,
        at: entry.position
      )
    }
    // Where it would say nothing at all, it may not be written.
    let isControlPolicy = kind == .scp || kind == .rcp
    if isControlPolicy, parts.count > 2,
      case .unresolvable = ARNPattern.entry(
        entry.text,
        allowsVariables: allowsVariables,
        allowsHeadVariables: false,
        kind: kind
      )
    {
      throw .legacyParsing(
        "the resource `\(entry.text.shown)` has \(parts.count) parts, expected six",
        help: kind == .scp ? "end it with `*` to leave the rest open" : nil,
        at: entry.position
      )
    }
  }
}
