package import PosternModel

/// A pattern for ARNs in six parts, each matched on its own (M-11…M-13, C-60).
package struct ARNPattern: Hashable, Sendable {
  /// How many parts an ARN has.
  package static let partCount = 6

  /// The partition's pattern.
  package let partition: PatternTemplate
  /// The service's pattern.
  package let service: PatternTemplate
  /// The region's pattern.
  package let region: PatternTemplate
  /// The account's pattern.
  package let account: PatternTemplate
  /// The pattern of the sixth part, whose `*` crosses colons and slashes (M-13).
  package let resource: PatternTemplate

  /// Takes a whole pattern apart; variables are taken for what they are before it is split (V-03).
  ///
  /// Returns nil when there are fewer than six parts, or the first is not `arn`.
  package init?(_ whole: PatternTemplate) {
    let parts = whole.split(partCountMax: Self.partCount)
    guard parts.count == Self.partCount else { return nil }
    self.init(parts: parts)
  }

  /// Creates a pattern from one to six parts; the missing ones are `*`.
  private init?(parts: [PatternTemplate]) {
    guard let first = parts[0].literal, first.elementsEqual("arn".utf8) else { return nil }
    func part(_ index: Int) -> PatternTemplate {
      index < parts.count
        ? parts[index] : PatternTemplate("*", allowsVariables: false, allowsWildcards: true)
    }
    partition = part(1)
    service = part(2)
    region = part(3)
    account = part(4)
    resource = part(5)
  }

  /// The second to fifth parts.
  package var head: [PatternTemplate] { [partition, service, region, account] }
}

extension ARNPattern {
  /// What one entry of `Resource` or `NotResource` stands for.
  package enum Entry: Hashable, Sendable {
    /// `*`: every resource, and an action without one (M-10, M-17).
    case any
    /// The resources that the pattern matches.
    case arn(ARNPattern)
    /// The resources that the pattern matches once the variables in its second to fifth part are
    /// replaced (V-04).
    case variable(ARNPattern)
    /// A short ARN in a policy where the missing parts are not filled: no resource (M-18).
    case nothing
    /// An entry that cannot be evaluated: no ARN, too short for its kind of policy (M-18), or with
    /// a variable outside of the sixth part (V-04). What it does to the whole element is M-16.
    case unresolvable
  }

  /// Reads one entry of `Resource` or `NotResource`.
  ///
  /// A short ARN is filled with `*` where the kind of policy says so (M-18). Variables before the
  /// sixth part are replaced only where that is allowed.
  ///
  /// - Complexity: O(n) in the length of the text.
  package static func entry(
    _ text: String,
    allowsVariables: Bool,
    allowsHeadVariables: Bool,
    kind: PolicyKind
  ) -> Entry {
    if text == "*" { return .any }
    let whole = PatternTemplate(text, allowsVariables: allowsVariables, allowsWildcards: true)
    let parts = whole.split(partCountMax: partCount)
    if parts.count < partCount, let refusal = refusal(of: whole, parts, kind: kind) {
      return refusal
    }
    guard let pattern = ARNPattern(parts: parts) else { return .unresolvable }
    guard pattern.head.contains(where: \.hasVariables) else { return .arn(pattern) }
    return allowsHeadVariables ? .variable(pattern) : .unresolvable
  }

  /// What a short ARN is where its missing parts are not `*`; nil where they are (M-18).
  private static func refusal(
    of whole: PatternTemplate,
    _ parts: [PatternTemplate],
    kind: PolicyKind
  ) -> Entry? {
    switch kind {
    case .inline, .managed, .boundary, .session: nil
    case .resource, .gateway, .trust: whole.segments.contains(.anyRun) ? nil : .nothing
    case .scp: parts.last?.segments.last == .anyRun ? nil : .unresolvable
    case .rcp: .unresolvable
    }
  }
}
