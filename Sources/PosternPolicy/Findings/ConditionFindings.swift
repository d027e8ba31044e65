import PosternModel
import PosternText

/// Findings about conditions.
struct ConditionFindings {
  private static let tagFamilies = ["aws:requesttag/", "aws:resourcetag/", "aws:principaltag/"]

  let allowsVariables: Bool

  private typealias Problem = OperandFindings.Problem

  func findings(in statement: Statement) -> [PolicyFinding] {
    let operands = OperandFindings(allowsVariables: allowsVariables)
    return statement.conditions.flatMap { condition in
      let ofKey = (keyProblems(condition) + operatorProblems(condition, in: statement))
        .map { finding($0, statement, condition.key) }
      let ofValues = condition.values.flatMap { value in
        operands.problems(value.text, of: condition).map { finding($0, statement, value) }
      }
      return ofKey + ofValues
    }
  }

  private func finding(
    _ problem: Problem,
    _ statement: Statement,
    _ place: PolicyString
  ) -> PolicyFinding {
    PolicyFinding(
      code: problem.0,
      severity: problem.1,
      message: problem.2,
      statementIndex: statement.index,
      position: place.position
    )
  }

  private func keyProblems(_ condition: Condition) -> [Problem] {
    let key = condition.key.text
    if !key.contains(":") {
      return [
        (
          .keyWithoutPrefix, .warning,
          "the condition key `\(key.shown)` has no prefix and is in no request"
        )
      ]
    }
    if Self.tagFamilies.contains(key.lowercased()) {
      return [
        (.keyWithoutTagName, .error, "the condition key `\(key.shown)` lacks the name of a tag")
      ]
    }
    if key.lowercased().hasPrefix("aws:"), ConditionKeyTraits.of(key.lowercased()).isEmpty {
      return [
        (.unknownConditionKey, .warning, "the condition key `\(key.shown)` is not known")
      ]
    }
    return []
  }

  private func operatorProblems(_ condition: Condition, in statement: Statement) -> [Problem] {
    var problems: [Problem] = []
    let conditionOperator = condition.operator
    let name = conditionOperator.name
    if condition.values.isEmpty {
      problems.append(
        (.emptyOperands, .warning, "`\(name)` has an empty list, which no value matches")
      )
    }
    switch (conditionOperator.qualifier, conditionOperator.base) {
    case (.none, let base)
    where base != .null && ConditionKeyTraits.of(condition.key.text.lowercased()).contains(.isList):
      problems.append(
        (
          .scalarOperatorOnList, .error,
          "`\(name)` never holds when `\(condition.key.text.shown)` is there, for it has many "
            + "values; use `ForAnyValue:` or `ForAllValues:`"
        )
      )
    case (.forAllValues, .null):
      problems.append((.constantNull, .error, "`\(name)` always holds"))
    case (.forAnyValue, .null):
      problems.append((.constantNull, .error, "`\(name)` never holds"))
    case (.forAllValues, _) where statement.effect == .allow && !hasGuard(condition, statement):
      problems.append(
        (
          .missingKeyAllowed, .security,
          "`\(name)` also holds when `\(condition.key.text.shown)` is missing; "
            + "add `Null` with `false` for the key"
        )
      )
    case (.forAnyValue, _) where statement.effect == .allow && conditionOperator.isIfExists:
      problems.append(
        (
          .missingKeyAllowedBySuffix, .security,
          "`\(name)` also holds when `\(condition.key.text.shown)` is missing"
        )
      )
    case (.none, _), (.forAllValues, _), (.forAnyValue, _): break
    }
    return problems
  }

  /// Whether the statement asks elsewhere that the key be present.
  private func hasGuard(_ condition: Condition, _ statement: Statement) -> Bool {
    statement.conditions.contains {
      $0.operator.base == .null && $0.operator.qualifier == .none
        && $0.key.text.lowercased() == condition.key.text.lowercased()
        && $0.values.allSatisfy { $0.text.lowercased() != "true" } && !$0.values.isEmpty
    }
  }
}
