package import PosternModel

/// One question together with everything that is needed to decide it: no store, no snapshot before
/// it.
package struct SimulatedWorld: Sendable {
  /// A policy and its name for explanations.
  package struct Policy: Sendable {
    /// The name.
    package let name: String
    /// The raw text of the document.
    package let text: String
    /// Where it was written, for errors; nil when nobody needs to know.
    package let origin: SourceOrigin?

    /// Creates a policy.
    package init(name: String, text: String, origin: SourceOrigin?) {
      self.name = name
      self.text = text
      self.origin = origin
    }

    /// Creates a policy that was written nowhere.
    package init(name: String, text: String) {
      self.init(name: name, text: text, origin: nil)
    }
  }

  /// The question.
  ///
  /// It may set every condition key, those that the engine derives included.
  package var request = AuthorizationRequest()
  /// The ARN that issued a federated-user session; empty when it is not known.
  package var issuer = ""
  /// Whether the resource needs a grant of its own, whatever its type (6.6).
  package var needsResourceGrant = false
  /// Whether documents are evaluated that a store would refuse.
  package var isLenient = false
  /// The services that are described; none in a line of a simulation.
  package var services: [Service] = []
  /// The policies of the caller.
  package var identity: [Policy] = []
  /// The permissions boundary; empty for none.
  package var boundary: [Policy] = []
  /// The session policies; nil when none were passed, which is not the same as an empty list.
  package var session: [Policy]?
  /// The policies of the resource, or the trust policies of the role; nil for none.
  package var resource: [Policy]?
  /// Service control policies, level by level; nil when the layer does not apply.
  package var scp: [[Policy]]?
  /// Resource control policies, level by level; nil when the layer does not apply.
  package var rcp: [[Policy]]?
  /// The policies of the gateway; empty for none.
  package var gateway: [Policy] = []

  /// Creates an empty world.
  package init() {}
}
