import PosternModel
import PosternText

/// What a misspelt condition operator was probably meant to be.
enum OperatorGuess {
  private static let bases = ConditionOperator.Comparison.allCases.map(\.rawValue)
  private static let qualifiers = ["ForAllValues:", "ForAnyValue:"]
  private static let suffix = "IfExists"

  /// Returns the error for a name that is no operator.
  static func unknown(_ name: PolicyString) -> PolicyError {
    .syntax(
      "unknown condition operator `\(name.text.shown)`",
      help: help(for: name.text),
      at: name.position
    )
  }

  private static func help(for name: String) -> String? {
    var rest = name[...]
    var qualifier = ""
    if let colon = name.lastIndex(of: ":") {
      // Whatever stands before the last colon was meant as a qualifier.
      let written = String(name[...colon])
      guard let known = Spelling.closest(to: written, among: qualifiers) else { return nil }
      qualifier = known
      rest = name[name.index(after: colon)...]
    }
    let hasSuffix = rest.lowercased().hasSuffix(suffix.lowercased())
    if hasSuffix { rest = rest.dropLast(suffix.count) }
    guard let base = Spelling.closest(to: String(rest), among: bases) else { return nil }
    if hasSuffix, base == ConditionOperator.Comparison.null.rawValue {
      return "`Null` takes no `IfExists`: it asks whether the key exists"
    }
    return "did you mean `\(qualifier)\(base)\(hasSuffix ? suffix : "")`?"
  }
}
