package import PosternModel
package import PosternText

/// One statement of a policy: it applies when each of its elements matches the request.
package struct Statement: Sendable {
  /// Its place in the document, counted from 0.
  package let index: Int
  /// The statement's name for explanations; nil when absent.
  package let sid: String?
  /// Whether it grants or refuses.
  package let effect: Effect
  /// Who it is about; nil in kinds of policies that name no principals, and in a resource policy's
  /// statement without one, which never matches (M-36).
  package let principal: PrincipalElement?
  /// What may be done.
  package let action: ActionElement
  /// To what; nil where the kind of policy has no resources (trust) or leaves it to the attached
  /// resource.
  package let resource: ResourceElement?
  /// All must hold; empty holds (C-01).
  package let conditions: [Condition]
  /// The place of the statement's `{`.
  package let start: TextPosition
  /// The place just past its `}`.
  package let end: TextPosition

  /// Creates a statement.
  package init(
    index: Int, sid: String?, effect: Effect, principal: PrincipalElement?, action: ActionElement,
    resource: ResourceElement?, conditions: [Condition], start: TextPosition, end: TextPosition
  ) {
    self.index = index
    self.sid = sid
    self.effect = effect
    self.principal = principal
    self.action = action
    self.resource = resource
    self.conditions = conditions
    self.start = start
    self.end = end
  }
}
