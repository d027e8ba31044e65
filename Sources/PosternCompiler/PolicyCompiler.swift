package import PosternEngine
package import PosternModel
package import PosternPolicy

/// Turns policy documents into compiled statements, and numbers what they mention.
///
/// One compiler makes all the sets of one snapshot: numbers are only good together.
package struct PolicyCompiler {
  private var patterns = PatternCompiler()
  /// The action patterns that were mentioned.
  package private(set) var actions = ActionPatternIndex()

  /// The condition keys that were mentioned.
  package var keys: ConditionKeyIndex { patterns.keys }

  /// Creates a compiler that has seen nothing.
  package init() {}

  /// Creates a compiler that knows the condition keys of services, beside those of the language.
  ///
  /// - Throws: when they are more than a snapshot can number.
  package init(services: [Service], limits: Limits) throws(CompilerError) {
    for key in services.flatMap(\.keys) {
      guard patterns.keys.count < limits.conditionKeyCountMax else {
        throw CompilerError(.tooManyConditionKeys, limit: limits.conditionKeyCountMax)
      }
      patterns.register(key.name, key.isList ? .isList : .isSingle)
    }
  }

  /// Returns the statements of a document that names no users or roles whose ids are known.
  ///
  /// - Throws: as for one that does.
  package mutating func compile(
    _ document: PolicyDocument,
    kind: PolicyKind,
    firstID: UInt32,
    limits: Limits
  ) throws(CompilerError) -> [CompiledStatement] {
    try compile(document, kind: kind, firstID: firstID, principals: [:], limits: limits)
  }

  /// Returns the statements of a document.
  ///
  /// - Parameters:
  ///   - document: what was parsed and validated.
  ///   - kind: decides what a short ARN means (M-18).
  ///   - firstID: the number of the document's first statement in the snapshot; the others follow.
  ///   - principals: the unique ids of users and roles that the document names by their ARNs
  ///     (G-53).
  ///   - limits: the bounds of a snapshot.
  /// - Returns: the statements, those apart that can never match.
  /// - Throws: when the snapshot's bounds on patterns or keys are reached; the compiler is then of
  ///   no use.
  /// - Complexity: O(n) in the text of the document.
  package mutating func compile(
    _ document: PolicyDocument,
    kind: PolicyKind,
    firstID: UInt32,
    principals: [String: String],
    limits: Limits
  ) throws(CompilerError) -> [CompiledStatement] {
    var compiled: [CompiledStatement] = []
    for statement in document.statements {
      if statement.neverMatches(kind) { continue }
      compiled.append(
        compile(
          statement,
          of: document,
          kind: kind,
          id: firstID + UInt32(statement.index),
          principals: PrincipalCompiler(uniqueIDs: principals)
        )
      )
      guard actions.count <= limits.actionPatternCountMax else {
        throw CompilerError(.tooManyActionPatterns, limit: limits.actionPatternCountMax)
      }
      guard patterns.keys.count <= limits.conditionKeyCountMax else {
        throw CompilerError(.tooManyConditionKeys, limit: limits.conditionKeyCountMax)
      }
    }
    return compiled
  }

  private mutating func compile(
    _ statement: Statement,
    of document: PolicyDocument,
    kind: PolicyKind,
    id: UInt32,
    principals: PrincipalCompiler
  ) -> CompiledStatement {
    // A statement without resources is about the resource that its policy is attached to.
    let resources = statement.resource?.entries.map { entry in
      patterns.compile(
        resource: entry.text,
        allowsVariables: document.allowsVariables,
        allowsHeadVariables: document.allowsHeadVariables,
        kind: kind
      )
    }
    let conditions = statement.conditions.map {
      PolicyCompiler.compile($0, allowsVariables: document.allowsVariables, patterns: &patterns)
    }
    return CompiledStatement(
      id: id,
      effect: statement.effect,
      principal: kind.namesPrincipals ? principals.compile(statement.principal) : nil,
      isActionNegated: statement.action.isNegated,
      actions: numbers(of: statement.action),
      isResourceNegated: statement.resource?.isNegated ?? false,
      resources: resources ?? [.any],
      conditions: conditions
    )
  }

  /// Returns the numbers of an element's patterns, each once.
  private mutating func numbers(of element: ActionElement) -> [UInt16] {
    var numbers: [UInt16] = []
    numbers.reserveCapacity(element.entries.count)
    // A short list is searched faster than a set is filled.
    var seen: Set<UInt16>? = element.entries.count > 16 ? [] : nil
    for entry in element.entries {
      guard let number = actions.number(of: entry.text) else { continue }
      let isNew = seen?.insert(number).inserted ?? !numbers.contains(number)
      if isNew { numbers.append(number) }
    }
    return numbers
  }

  private static func compile(
    _ condition: Condition,
    allowsVariables: Bool,
    patterns: inout PatternCompiler
  ) -> CompiledCondition {
    let operands = OperandCompiler(
      allowsVariables: allowsVariables,
      base: condition.operator.base
    )
    return CompiledCondition(
      operator: condition.operator,
      key: patterns.number(of: condition.key.text),
      operands: condition.values.map { operands.compile($0.text, patterns: &patterns) }
    )
  }
}

extension Statement {
  /// Whether the statement names nobody in a policy that should (M-36), allows everyone but a few
  /// (G-64), or allows everything but the entries of an empty list (G-21).
  fileprivate func neverMatches(_ kind: PolicyKind) -> Bool {
    if kind.namesPrincipals, principal == nil { return true }
    guard effect == .allow else { return false }
    if kind.namesPrincipals, principal?.isNegated == true { return true }
    if action.isNegated, action.entries.isEmpty { return true }
    guard let resource else { return false }
    return resource.isNegated && resource.entries.isEmpty
  }
}

extension PolicyKind {
  /// Whether statements of the kind say whom they are about (table 1.6).
  fileprivate var namesPrincipals: Bool {
    switch self {
    case .resource, .trust, .rcp, .gateway: true
    case .inline, .managed, .boundary, .session, .scp: false
    }
  }
}
