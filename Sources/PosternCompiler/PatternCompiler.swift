import PosternEngine
import PosternModel
import PosternPolicy

/// Turns the patterns and texts of policies into byte code, and gives the condition keys that their
/// variables name numbers.
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

  /// Returns the compiled form of a text, whose wildcards and variables mean something or not.
  ///
  /// Texts without a `$` are not taken apart: most policies have hardly any other.
  mutating func compile(
    _ bytes: ArraySlice<UInt8>,
    allowsVariables: Bool,
    allowsWildcards: Bool
  ) -> CompiledText {
    if allowsVariables, bytes.contains(UInt8(ascii: "$")) {
      let text = String(decoding: bytes, as: UTF8.self)
      return compile(
        PatternTemplate(text, allowsVariables: true, allowsWildcards: allowsWildcards)
      )
    }
    var writer = PatternCodeWriter()
    writer.append(pattern: bytes, allowsWildcards: allowsWildcards)
    return writer.finish()
  }

  /// Returns the compiled form of a text that was taken apart.
  mutating func compile(_ template: PatternTemplate) -> CompiledText {
    var writer = PatternCodeWriter()
    append(template.segments, to: &writer)
    return writer.finish()
  }

  /// Returns the compiled form of the six parts of an ARN, one behind the other.
  mutating func compile(_ pattern: ARNPattern) -> CompiledText {
    var writer = PatternCodeWriter()
    writer.append("arn".utf8)
    for part in pattern.head + [pattern.resource] {
      writer.end()
      append(part.segments, to: &writer)
    }
    return writer.finish()
  }

  /// Returns the compiled form of one entry of `Resource` or `NotResource`.
  mutating func compile(
    resource text: String,
    allowsVariables: Bool,
    allowsHeadVariables: Bool,
    kind: PolicyKind
  ) -> CompiledResource {
    if text == "*" { return .any }
    var bytes = Array(text.utf8)
    // The usual entry has six parts, the first five without variables.
    guard let head = ARNHead(&bytes, allowsVariables: allowsVariables) else {
      return compile(
        ARNPattern.entry(
          text,
          allowsVariables: allowsVariables,
          allowsHeadVariables: allowsHeadVariables,
          kind: kind
        )
      )
    }
    if head.hasWildcards {
      return .parts(
        head: head.code(of: bytes),
        resource: compile(
          bytes[head.end...],
          allowsVariables: allowsVariables,
          allowsWildcards: true
        )
      )
    }
    var end = head.end
    while end < bytes.count, !PatternCompiler.isSpecial(bytes[end], allowsVariables) { end += 1 }
    if end == bytes.count { return .whole(prefix: bytes, rest: .empty) }
    let isRun = end == bytes.count - 1 && bytes[end] == UInt8(ascii: "*")
    let rest: CompiledText =
      isRun
      ? .anyRun
      : compile(bytes[end...], allowsVariables: allowsVariables, allowsWildcards: true)
    bytes.removeSubrange(end...)
    return .whole(prefix: bytes, rest: rest)
  }

  private static func isSpecial(_ byte: UInt8, _ allowsVariables: Bool) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
      || (byte == UInt8(ascii: "$") && allowsVariables)
  }

  /// Returns the compiled form of an unusual entry.
  private mutating func compile(_ entry: ARNPattern.Entry) -> CompiledResource {
    switch entry {
    case .any: return .any
    case .nothing: return .nothing
    case .unresolvable: return .unresolvable
    case .arn(let pattern):
      return .parts(head: head(of: pattern), resource: compile(pattern.resource))
    case .variable(let pattern):
      return .variableParts(head: head(of: pattern), resource: compile(pattern.resource))
    }
  }

  private mutating func head(of pattern: ARNPattern) -> CompiledText {
    var head = PatternCodeWriter()
    for (index, part) in pattern.head.enumerated() {
      if index > 0 { head.end() }
      append(part.segments.map(\.lowercased), to: &head)
    }
    return head.finish()
  }

  private mutating func append(
    _ segments: [PatternTemplate.Segment],
    to writer: inout PatternCodeWriter
  ) {
    for segment in segments {
      switch segment {
      case .literal(let bytes): writer.append(bytes)
      case .anyRun: writer.appendAnyRun()
      case .anyOne: writer.appendAnyOne()
      case .variable(let key, let fallback):
        if let number = keys.variableNumber(of: key) {
          writer.appendVariable(number, fallback: fallback)
        } else {
          writer.appendUnresolvable()
        }
      }
    }
  }
}

extension PatternTemplate.Segment {
  /// The piece in lower case: the second to fifth parts of resources ignore case (table 1.7).
  fileprivate var lowercased: PatternTemplate.Segment {
    guard case .literal(let bytes) = self else { return self }
    return .literal(bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 })
  }
}
