/// Whom a name in a client certificate stands for.
package struct PrincipalRule: Sendable, Equatable {
  /// The name, such as `spiffe://example.org/ns/{namespace}/sa/{account}`: a part in braces stands
  /// for any text without `/`.
  package let identity: PathTemplate
  /// The principal, such as
  /// `arn:aws:sts::111122223333:assumed-role/{account}/{namespace}`.
  package let principal: TextTemplate

  /// Makes a rule.
  package init(identity: PathTemplate, principal: TextTemplate) {
    self.identity = identity
    self.principal = principal
  }
}
