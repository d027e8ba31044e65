import PosternModel
import PosternText

/// Findings about actions and condition keys of services that are described.
struct ServiceFindings {
  let catalogue: ServiceCatalogue

  func findings(in statement: Statement) -> [PolicyFinding] {
    let ofActions = statement.action.entries.compactMap { entry in
      unknownAction(entry.text).map { message in
        finding(.unknownAction, .warning, message, statement, entry)
      }
    }
    let ofConditions = statement.conditions.compactMap { condition in
      problem(condition).map { code, severity, message in
        finding(code, severity, message, statement, condition.key)
      }
    }
    return ofActions + ofConditions
  }

  /// Says that a service has no such action, which it may have some day (M-06).
  private func unknownAction(_ text: String) -> String? {
    guard let service = catalogue.service(of: text), let colon = text.firstIndex(of: ":") else {
      return nil
    }
    let name = String(text[text.index(after: colon)...])
    let names = service.actions.map(\.name)
    guard !names.contains(where: { WildcardText.matches(name, word: $0) }) else { return nil }
    let advice =
      Spelling.closest(to: name, among: names)
      .map { ", did you mean `\(service.prefix):\($0)`?" } ?? ""
    return "the service `\(service.prefix)` describes no action `\(name.shown)`\(advice)"
  }

  private func problem(
    _ condition: Condition
  ) -> (PolicyFinding.Code, PolicyFinding.Severity, String)? {
    let name = condition.key.text
    guard let service = catalogue.service(of: name) else { return nil }
    guard let key = catalogue.key(name) else {
      let advice =
        Spelling.closest(to: name, among: service.keys.map(\.name))
        .map { ", did you mean `\($0)`?" } ?? ""
      return (
        .unknownConditionKey, .warning,
        "the service `\(service.prefix)` describes no condition key `\(name.shown)`\(advice)"
      )
    }
    let family = condition.operator.base.family
    if !key.type.isComparable(by: family) {
      return (
        .operatorTypeMismatch, .error,
        "`\(condition.operator.name)` compares other values than `\(name.shown)` has, which are of "
          + "type `\(key.type.rawValue)`"
      )
    }
    if key.isList, condition.operator.qualifier == .none, family != .existence {
      return (
        .scalarOperatorOnList, .error,
        "`\(condition.operator.name)` never holds for `\(name.shown)`, which has many values; use "
          + "`ForAnyValue:` or `ForAllValues:`"
      )
    }
    return nil
  }

  private func finding(
    _ code: PolicyFinding.Code,
    _ severity: PolicyFinding.Severity,
    _ message: String,
    _ statement: Statement,
    _ place: PolicyString
  ) -> PolicyFinding {
    PolicyFinding(
      code: code,
      severity: severity,
      message: message,
      statementIndex: statement.index,
      position: place.position
    )
  }
}

extension ConditionKeyType {
  /// Whether operators of a family make sense for the type; text can be compared with every value
  /// (C-64).
  fileprivate func isComparable(by family: ConditionOperator.Family) -> Bool {
    switch family {
    case .string, .existence: true
    case .numeric: self == .numeric
    case .date: self == .date
    case .boolean: self == .boolean
    case .binary: self == .binary
    case .address: self == .address
    case .arn: self == .arn
    }
  }
}
