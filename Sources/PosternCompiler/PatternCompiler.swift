import PosternEngine
import PosternModel
import PosternPolicy

/// Gives the patterns of a policy the numbers of the condition keys that their variables name.
struct PatternCompiler {
  /// The condition keys that were mentioned.
  private(set) var keys = ConditionKeyIndex()

  /// Adds what a service says about a condition key of its own.
  mutating func register(_ key: String, _ traits: ConditionKeyTraits) {
    keys.register(key, traits)
  }

  /// Returns a condition key's number.
  mutating func number(of key: String) -> UInt16 {
    keys.number(of: key)
  }

  /// Returns the compiled form of a text.
  mutating func compile(_ template: PatternTemplate) -> CompiledText {
    CompiledText(
      segments: template.segments.map { segment in
        switch segment {
        case .literal(let bytes): .literal(bytes)
        case .anyRun: .anyRun
        case .anyOne: .anyOne
        case .variable(let key, let fallback):
          keys.variableNumber(of: key).map { .variable(key: $0, fallback: fallback) }
            ?? .unresolvable
        }
      }
    )
  }

  /// Returns the compiled form of one entry of `Resource` or `NotResource`.
  mutating func compile(_ entry: ARNPattern.Entry) -> CompiledResource {
    switch entry {
    case .any: return .any
    case .nothing: return .nothing
    case .unresolvable: return .unresolvable
    case .arn(let pattern):
      let head = pattern.head.map { compile($0).lowercased }
      return .arn(head: head, resource: compile(pattern.resource))
    }
  }
}

extension CompiledText {
  /// The text with its literals in lower case: the second to fifth parts of resources ignore case
  /// (table 1.7).
  fileprivate var lowercased: CompiledText {
    let hasCapitals = segments.contains { segment in
      guard case .literal(let bytes) = segment else { return false }
      return bytes.contains { $0 &- UInt8(ascii: "A") < 26 }
    }
    return !hasCapitals
      ? self
      : CompiledText(
        segments: segments.map { segment in
          guard case .literal(let bytes) = segment else { return segment }
          return .literal(bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 })
        }
      )
  }
}
