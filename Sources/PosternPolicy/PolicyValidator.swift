import PosternModel

/// Decides whether a document that has the shape of a policy may be stored and enforced.
///
/// Each step walks over all statements, so the order of the steps is the order in which errors win
/// (section 1.4).
package enum PolicyValidator {
  /// Checks everything that the rules say.
  ///
  /// - Throws: the first error of the first step that finds one.
  static func validate(
    _ document: DocumentOutline,
    rules: PolicyRules
  ) throws(PolicyError) {
    let allowsVariables = document.version?.text == PolicyDocument.Version.v2012.rawValue
    try OperandRules(allowsVariables: allowsVariables).check(document)
    try VersionRules(isRequired: rules.requiresVersion2012).check(document)
    try LegacyRules(kind: rules.kind, allowsVariables: allowsVariables).check(document)
    try StatementIDRules(restrictsCharacters: rules.restrictsStatementIDs).check(document)
    try ActionRules.checkPresence(document)
    try ResourceRules(rules: rules, allowsVariables: allowsVariables).check(document)
    try ActionRules.checkNames(document)
    try ResourceRules.checkPresence(document, kind: rules.kind)
    if rules.kind == .trust { try TrustActionRules.check(document) }
    try ElementRules(kind: rules.kind, requiresPrincipal: true).check(document)
    if rules.kind == .rcp {
      try ResourceControlRules(services: rules.controllableServices).check(document)
    } else {
      try PrincipalRules(kind: rules.kind, partitions: rules.partitions).check(document)
    }
  }

  /// Checks only that each statement has the elements that its kind must have, and no other; a
  /// statement of a resource policy may name no principal and never matches then (M-36).
  ///
  /// - Throws: the first error.
  static func validateElements(
    _ document: DocumentOutline,
    kind: PolicyKind
  ) throws(PolicyError) {
    try ElementRules(kind: kind, requiresPrincipal: false).check(document)
    for statement in document.statements where statement.action == nil {
      throw ActionRules.missingError(at: statement.start)
    }
    for statement in document.statements where statement.resource == nil {
      if ResourceRules.isRequired(kind) { throw ResourceRules.missingError(at: statement.start) }
    }
  }
}
