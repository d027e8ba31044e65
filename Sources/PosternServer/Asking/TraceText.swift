import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText

/// A full explanation as a person reads it on a terminal: a line for each layer, and below it one
/// for each statement that came near.
enum TraceText {
  /// Returns the lines.
  static func lines(of explanation: Explanation) -> [String] {
    var lines = ["  layers"]
    for layer in explanation.layers {
      let name = "\(layer.layer.name)" + (layer.level.map { " level \($0)" } ?? "")
      lines.append("    " + name.padded(to: 16) + outcome(of: layer))
      lines += layer.statements.map { "      " + line(of: $0) }
    }
    if explanation.layers.isEmpty { lines.append("    no policy was looked at") }
    if explanation.isTruncated { lines.append("    further statements did not apply either") }
    return lines
  }

  private static func outcome(of layer: Explanation.Layer) -> String {
    switch layer.outcome {
    case .allow: "allows"
    case .explicitDeny: "denies"
    case .implicitDeny: "is silent"
    }
  }

  private static func line(of statement: Explanation.Statement) -> String {
    let description = statement.description
    let effect =
      switch description.effect {
      case .allow: "allow"
      case .deny: "deny"
      }
    let sid = description.sid.map { " `\($0)`" } ?? ""
    let (line, column) = (description.position.line, description.position.column)
    let place = "\(description.policy) statement \(description.index)\(sid) at \(line):\(column)"
    let end = statement.failed.map { "does not apply: " + sentence(about: $0) } ?? "applies"
    return "\(effect)  \(place) \(end)"
  }

  private static func sentence(about failed: FailedElement) -> String {
    let expected = failed.expected.map { " wants " + list($0.values, of: $0.count) } ?? ""
    let actual = failed.actual.map { list($0.excerpts, of: $0.count) }
    switch failed.element {
    case .principal, .notPrincipal:
      return "`\(failed.element.rawValue)`\(expected), the caller is \(actual ?? "nobody")"
    case .condition:
      let test = "`\(failed.operator ?? "a condition")` on `\(failed.key ?? "a key")`\(expected)"
      switch failed.cause {
      case .missingKey: return "\(test), the request has no such key"
      case .listForScalar: return "\(test), but the key holds a list: \(actual ?? "none")"
      case .mismatch: return "\(test), the request has \(actual ?? "another value")"
      }
    }
  }

  private static func list(_ values: [String], of count: Int) -> String {
    let shown = values.map { "`\($0)`" }.joined(separator: ", ")
    if values.isEmpty { return "nothing" }
    return count > values.count ? "\(shown) and \(count - values.count) more" : shown
  }
}

extension String {
  /// The text with blanks behind it, up to this many characters.
  fileprivate func padded(to count: Int) -> String {
    self + String(repeating: " ", count: Swift.max(1, count - self.count))
  }
}
