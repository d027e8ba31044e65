import PosternDecisionPoint
import PosternEngine

extension Explanation {
  /// The explanation as lines that tests compare: one per layer, and one per statement below it.
  var lines: [String] {
    layers.flatMap { layer in
      let level = layer.level.map { " \($0)" } ?? ""
      return ["\(layer.layer)\(level): \(layer.outcome)"] + layer.statements.map(Self.line)
    }
  }

  private static func line(_ statement: Statement) -> String {
    let description = statement.description
    let head = "  \(description.policy)[\(description.index)] \(description.effect)"
    guard let failed = statement.failed else { return "\(head) applies" }
    let what = [failed.element.rawValue, failed.operator, failed.key].compactMap(\.self)
    var line = "\(head) fails: \(what.joined(separator: " ")) \(failed.cause)"
    if let expected = failed.expected {
      line += ", expected \(expected.values.joined(separator: "|"))"
      if expected.count > expected.values.count { line += " of \(expected.count)" }
      if !expected.resolved.isEmpty {
        line += " = \(expected.resolved.map { $0 ?? "?" }.joined(separator: "|"))"
      }
    }
    if let actual = failed.actual {
      let values = actual.excerpts.joined(separator: "|")
      line += actual.isList ? ", actual [\(values)]" : ", actual \(values)"
      if actual.count > actual.excerpts.count { line += " of \(actual.count)" }
    }
    return line
  }
}
