package import PosternModel
import PosternText

/// Reads policy documents: bytes to tree, by the rules of the kind of policy.
///
///     bytes ── PolicySource ──> values with places         lexical rules (1.1)
///           ── DocumentParser ─> DocumentOutline            shape (1.2, 1.3)
/// ── PolicyValidator ─> the same, found sound     meaning, in the order in which errors win
///           ── PolicyDocument
package enum PolicyParser {
  /// Parses and validates a document as a store does: what is returned may be kept and enforced.
  ///
  /// - Throws: the first error in the order of precedence of section 1.4.
  /// - Complexity: O(n) in the length of the text.
  package static func parse(
    _ text: [UInt8],
    kind: PolicyKind,
    limits: Limits
  ) throws(PolicyError) -> PolicyDocument {
    try parse(text, rules: .customer(kind), limits: limits)
  }

  /// Parses and validates a document that is text.
  ///
  /// - Throws: as for bytes.
  package static func parse(
    _ text: String,
    kind: PolicyKind,
    limits: Limits
  ) throws(PolicyError) -> PolicyDocument {
    try parse(Array(text.utf8), rules: .customer(kind), limits: limits)
  }

  /// Parses and validates a document by rules other than a customer's.
  ///
  /// - Throws: as for a kind.
  package static func parse(
    _ text: [UInt8],
    rules: PolicyRules,
    limits: Limits
  ) throws(PolicyError) -> PolicyDocument {
    var limits = limits
    if let max = rules.characterCountMax { limits.documentCharacterCountMax = max }
    let source = try PolicySource(text, limits: limits)
    let outline = try DocumentParser(source: source).parse()
    try PolicyValidator.validate(outline, rules: rules)
    try rules.quota?.check(text)
    var document = try document(outline)
    document.allowsHeadVariables = rules.allowsHeadVariables
    return document
  }

  /// Parses a document that a store might refuse, for simulations that ask what it would do.
  ///
  /// It must be JSON and have the shape of statements with actions, and with resources where its
  /// kind has them; operands, actions, resources, names and versions may be malformed, lists may be
  /// empty (G-21), elements may be there that its kind has not, and principals may be missing
  /// (M-36).
  ///
  /// - Throws: the first error of these.
  package static func parse(
    lenient text: [UInt8],
    kind: PolicyKind,
    limits: Limits
  ) throws(PolicyError) -> PolicyDocument {
    let source = try PolicySource(text, limits: limits)
    let outline = try DocumentParser(source: source).parse()
    try PolicyValidator.validateElements(outline, kind: kind)
    return try document(outline)
  }

  /// Parses a document that is text and that a store might refuse.
  ///
  /// - Throws: as for bytes.
  package static func parse(
    lenient text: String,
    kind: PolicyKind,
    limits: Limits
  ) throws(PolicyError) -> PolicyDocument {
    try parse(lenient: Array(text.utf8), kind: kind, limits: limits)
  }

  private static func document(_ outline: DocumentOutline) throws(PolicyError) -> PolicyDocument {
    var statements: [Statement] = []
    for statement in outline.statements { statements.append(try self.statement(statement)) }
    return PolicyDocument(
      version: outline.version?.text == PolicyDocument.Version.v2012.rawValue ? .v2012 : .v2008,
      id: outline.id?.text,
      statements: statements
    )
  }

  private static func statement(_ outline: StatementOutline) throws(PolicyError) -> Statement {
    guard let effect = outline.effect else { throw LegacyRules.effectError(outline.effectText) }
    guard let action = outline.action else { throw ActionRules.missingError(at: outline.start) }
    return Statement(
      index: outline.index,
      sid: outline.sid?.text,
      effect: effect,
      principal: outline.principal?.element,
      action: action.element,
      resource: outline.resource?.element,
      conditions: outline.conditions,
      start: outline.start,
      end: outline.end
    )
  }
}
