/// What a service says of one of its actions, or of all that it does not list, as the compiler
/// hands it to a snapshot.
package struct ActionEntry: Sendable {
  /// `service:name` in lower case; the service alone for all actions that it does not list.
  package let name: String
  /// What the action is evaluated on whatever the request says: `*` for an action without a
  /// resource, or its default ARN (M-17); empty for what the request says.
  package let resource: String
  /// Whether it reads, replaces or deletes the policy of its resource (E-21b); nil where the
  /// service leaves that to the action's name.
  package let handlesPolicy: Bool?

  /// Creates an entry.
  package init(name: String, resource: String, handlesPolicy: Bool?) {
    self.name = name
    self.resource = resource
    self.handlesPolicy = handlesPolicy
  }
}
