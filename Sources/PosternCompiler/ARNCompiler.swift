import PosternEngine
import PosternModel

/// Splits ARN patterns into parts. Variables are taken for what they are before the text is split at colons (V-03).
struct ARNCompiler {
  /// Returns the parts of a pattern, split at its first five colons.
  static func parts(of segments: [CompiledText.Segment]) -> [[CompiledText.Segment]] {
    var parts: [[CompiledText.Segment]] = [[]]
    for segment in segments {
      if parts.count < 6, segment == .literal([UInt8(ascii: ":")]) {
        parts.append([])
      } else {
        parts[parts.count - 1].append(segment)
      }
    }
    return parts
  }

  /// Returns the compiled form of one entry of `Resource` or `NotResource`.
  ///
  /// - Parameters:
  ///   - segments: the pieces of the entry, one per character.
  ///   - kind: decides what a short ARN means (M-18).
  static func resource(
    _ segments: [CompiledText.Segment], kind: PolicyKind
  ) -> CompiledResource {
    if segments == [.anyRun] { return .any }
    var parts = parts(of: segments)
    guard CompiledText(segments: parts[0]).literal == Array("arn".utf8) else { return .unresolvable }
    if parts.count < 6 {
      if let refusal = refusal(of: segments, parts, kind: kind) { return refusal }
      while parts.count < 6 { parts.append([.anyRun]) }
    }
    let head = parts[1...4].map { CompiledText(segments: lowercased($0)) }
    guard !head.contains(where: \.hasVariables) else { return .unresolvable }
    return .arn(head: head, resource: CompiledText(segments: parts[5]))
  }

  /// What a short ARN is in a policy where its missing parts are not filled with `*`; nil where they are (M-18).
  private static func refusal(
    of segments: [CompiledText.Segment], _ parts: [[CompiledText.Segment]], kind: PolicyKind
  ) -> CompiledResource? {
    switch kind {
    case .inline, .managed, .boundary, .session: nil
    case .resource, .gateway, .trust: segments.contains(.anyRun) ? nil : .nothing
    case .scp: parts.last?.last == .anyRun ? nil : .unresolvable
    case .rcp: .unresolvable
    }
  }

  /// The second to fifth parts are compared ignoring case (table 1.7).
  private static func lowercased(_ segments: [CompiledText.Segment]) -> [CompiledText.Segment] {
    segments.map { segment in
      guard case .literal(let bytes) = segment else { return segment }
      return .literal(bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 })
    }
  }
}
