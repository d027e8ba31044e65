package import PosternModel

/// One statement of a policy, ready to be laid out in a decision set.
package struct CompiledStatement: Sendable {
  /// The statement's number in the snapshot, for explanations.
  package let id: UInt32
  /// Whether it grants or refuses.
  package let effect: Effect
  /// Whom it is about; nil in policies that name no principals.
  package let principal: CompiledPrincipalElement?
  /// Whether `actions` are those it does not apply to (M-04).
  package let isActionNegated: Bool
  /// Numbers of action patterns; entries that match no action are left out (M-05).
  package let actions: [UInt16]
  /// Whether `resources` are those it does not apply to (M-16).
  package let isResourceNegated: Bool
  /// The entries of the resource element.
  package let resources: [CompiledResource]
  /// All must hold.
  package let conditions: [CompiledCondition]

  /// Creates a statement.
  package init(
    id: UInt32,
    effect: Effect,
    principal: CompiledPrincipalElement?,
    isActionNegated: Bool,
    actions: [UInt16],
    isResourceNegated: Bool,
    resources: [CompiledResource],
    conditions: [CompiledCondition]
  ) {
    self.id = id
    self.effect = effect
    self.principal = principal
    self.isActionNegated = isActionNegated
    self.actions = actions
    self.isResourceNegated = isResourceNegated
    self.resources = resources
    self.conditions = conditions
  }
}
