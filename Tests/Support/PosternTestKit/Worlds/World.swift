package import PosternModel

/// One question together with everything that is needed to decide it: a line of `postern simulate`.
package struct World: Sendable, Equatable {
  /// One condition key of the request.
  package struct ContextEntry: Sendable, Equatable {
    /// The key as it was sent.
    package var key: String
    /// Its values as text; one, or any number for a list.
    package var values: [String]
    /// Whether it was sent as a list (C-30).
    package var isMultivalued: Bool

    /// Creates an entry.
    package init(key: String, values: [String], isMultivalued: Bool) {
      self.key = key
      self.values = values
      self.isMultivalued = isMultivalued
    }
  }

  /// A policy as it was written.
  package struct Policy: Sendable, Equatable {
    /// A name for explanations.
    package var name: String
    /// The raw text of the document.
    package var text: String

    /// Creates a policy.
    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// What the answer is labelled with.
  package var id = ""
  /// An ARN, a service, a provider or `anonymous`.
  package var principal: String
  /// The ARN that issued a federated-user session.
  package var issuer: String?
  /// `service:Name`.
  package var action: String
  /// An ARN, or `*`.
  package var resource: String
  /// The owner of the resource when its ARN does not say.
  package var resourceAccount: String?
  /// What is known about the request.
  package var context: [ContextEntry] = []
  /// Whether the action has no resource (M-17).
  package var isResourceless = false
  /// Whether the resource needs a grant of its own, whatever its type (6.6).
  package var needsResourceGrant = false
  /// Whether documents are evaluated that a store would refuse.
  package var isLenient = false
  /// The services that are described; a line of `postern simulate` describes none.
  package var services: [Service] = []
  /// The policies of the caller.
  package var identity: [Policy] = []
  /// The permissions boundary; empty when there is none.
  package var boundary: [Policy] = []
  /// The session policies; nil when none were passed, which is not the same as an empty list.
  package var session: [Policy]?
  /// The policies of the resource, or the trust policy of the role; nil when there are none.
  package var resourcePolicies: [Policy]?
  /// Service control policies, level by level; nil when the layer does not apply.
  package var scp: [[Policy]]?
  /// Resource control policies, level by level; nil when the layer does not apply.
  package var rcp: [[Policy]]?
  /// The policy of the gateway; empty when there is none.
  package var gateway: [Policy] = []

  /// Creates a world with a question and no policies at all.
  package init(principal: String, action: String, resource: String) {
    self.principal = principal
    self.action = action
    self.resource = resource
  }

  /// Writes an instant in the form of `aws:CurrentTime`: `2030-01-01T00:00:00Z`, for times since
  /// 1970.
  package static func timestamp(_ seconds: Int64) -> String {
    var days = seconds / 86_400
    let rest = seconds % 86_400
    var year: Int64 = 1970
    func dayCount(_ year: Int64) -> Int64 {
      year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
    }
    while days >= dayCount(year) {
      days -= dayCount(year)
      year += 1
    }
    let february: Int64 = dayCount(year) == 366 ? 29 : 28
    var month: Int64 = 1
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
      if days < length { break }
      days -= length
      month += 1
    }
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(days + 1))"
      + "T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}
