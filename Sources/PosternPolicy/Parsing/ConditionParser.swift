import PosternModel
import PosternText

/// Reads the shape of a `Condition` element: operators, keys, operands (G-04, G-23…G-25).
struct ConditionParser {
  let source: PolicySource

  /// Returns the tests of the block in the order of the text; operators without keys are dropped
  /// (G-24).
  ///
  /// - Throws: the first error of shape, an unknown operator among them.
  func parse(_ node: Int) throws(PolicyError) -> [Condition] {
    guard let operators = source.members(node) else {
      throw .syntax(
        "`Condition` must be an object, not \(source.description(node))",
        help: nil,
        at: source.start(node)
      )
    }
    var conditions: [Condition] = []
    for member in operators {
      guard let keys = source.members(member.value) else {
        throw .syntax(
          "the operator `\(member.name.text.shown)` must hold an object of condition keys, "
            + "not \(source.description(member.value))",
          help: nil,
          at: source.start(member.value)
        )
      }
      guard !keys.isEmpty else { continue }
      guard let `operator` = ConditionOperator(member.name.text) else {
        throw OperatorGuess.unknown(member.name)
      }
      try checkDistinct(keys.map(\.name), in: member.name.text)
      for key in keys {
        conditions.append(
          Condition(operator: `operator`, key: key.name, values: try values(of: key))
        )
      }
    }
    return conditions
  }

  /// Two keys that differ only in letter case are the same key twice (G-04).
  private func checkDistinct(
    _ keys: [PolicyString],
    in operatorName: String
  ) throws(PolicyError) {
    var seen: Set<ExactText> = []
    for key in keys where !seen.insert(ExactText(key.text.lowercased())).inserted {
      throw .syntax(
        "the condition key `\(key.text.shown)` occurs twice under `\(operatorName)`; "
          + "letter case makes no difference",
        help: "list all values under one key",
        at: key.position
      )
    }
  }

  private func values(of key: PolicySource.Member) throws(PolicyError) -> [PolicyString] {
    var values: [PolicyString] = []
    for element in source.elements(key.value) {
      guard let value = source.scalar(element) else {
        throw .syntax(
          "a value of the condition key `\(key.name.text.shown)` must be a string, a number "
            + "or a boolean, not \(source.description(element))",
          help: nil,
          at: source.start(element)
        )
      }
      values.append(value)
    }
    return values
  }
}
