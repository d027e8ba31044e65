/// A resource with a policy of its own, as the compiler hands it to a snapshot.
package struct ResourceEntry: Sendable, Hashable {
  /// Its ARN; the policy holds for everything below it as well.
  ///
  /// Empty for every resource that is not listed.
  package let arn: String
  /// The policy.
  package let policy: LayerContent
  /// Whether its type needs a grant of its own whatever the action (6.6).
  package let needsGrant: Bool
  /// The account that owns it, for requests that do not say; empty when it is not known.
  package let owner: String

  /// Creates an entry.
  package init(arn: String, policy: LayerContent, needsGrant: Bool, owner: String) {
    self.arn = arn
    self.owner = owner
    self.policy = policy
    self.needsGrant = needsGrant
  }
}
