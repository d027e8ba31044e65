/// A resource with a policy of its own, as the compiler hands it to a snapshot.
package struct ResourceEntry: Sendable {
  /// Its ARN; the policy holds for everything below it as well.
  ///
  /// Empty for every resource that is not listed.
  package let arn: String
  /// The policy.
  package let policy: LayerContent
  /// Whether its type needs a grant of its own whatever the action (6.6).
  package let needsGrant: Bool

  /// Creates an entry.
  package init(arn: String, policy: LayerContent, needsGrant: Bool) {
    self.arn = arn
    self.policy = policy
    self.needsGrant = needsGrant
  }
}
