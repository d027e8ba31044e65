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
    let resources = ResourceRules(rules: rules, allowsVariables: allowsVariables)
    try resources.check(document)
    try ActionRules.checkNames(document)
    try resources.checkPresence(document)
    if rules.kind == .trust { try TrustActionRules.check(document) }
    try ElementRules(kind: rules.kind).check(document)
    if rules.kind == .rcp {
      try ResourceControlRules(services: rules.controllableServices).check(document)
    } else {
      try PrincipalRules(kind: rules.kind, partitions: rules.partitions).check(document)
    }
  }

  /// Checks only that each statement has what no statement of its kind can be evaluated without:
  /// actions, and resources where the kind asks for them.
  ///
  /// A statement that names nobody where it should never matches (M-36), one that names somebody
  /// where it should not is about whom the policy is attached to.
  ///
  /// - Throws: the first error.
  static func validateElements(
    _ document: DocumentOutline,
    kind: PolicyKind
  ) throws(PolicyError) {
    for statement in document.statements where statement.action == nil {
      throw ActionRules.missingError(at: statement.start)
    }
    for statement in document.statements where statement.resource == nil {
      if ResourceRules.isRequired(kind) { throw ResourceRules.missingError(at: statement.start) }
    }
  }
}
