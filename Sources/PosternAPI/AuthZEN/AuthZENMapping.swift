import PosternModel

/// How the subjects, actions and resources of AuthZEN become principals, actions and ARNs.
///
/// The first rule whose type is that of the subject or resource is used; `*` stands for every type.
package struct AuthZENMapping: Sendable, Equatable {
  /// What the subjects of a type are.
  package struct Subject: Sendable, Equatable {
    /// The type, or `*`.
    package var type: String
    /// The ARN of the principal.
    package var principal: EntityTemplate

    /// Creates a rule.
    package init(type: String, principal: EntityTemplate) {
      self.type = type
      self.principal = principal
    }
  }

  /// Which service a bare action name belongs to.
  package struct Action: Sendable, Equatable {
    /// The type of the resource that is acted on, or `*`.
    package var resourceType: String
    /// The prefix of the action.
    package var service: String

    /// Creates a rule.
    package init(resourceType: String, service: String) {
      self.resourceType = resourceType
      self.service = service
    }
  }

  /// What the resources of a type are.
  package struct Resource: Sendable, Equatable {
    /// The type, or `*`.
    package var type: String
    /// The ARN.
    package var arn: EntityTemplate

    /// Creates a rule.
    package init(type: String, arn: EntityTemplate) {
      self.type = type
      self.arn = arn
    }
  }

  /// A member of the context that is a condition key of another name besides.
  package struct ContextKey: Sendable, Equatable {
    /// The name of the member.
    package let member: String
    /// The condition key.
    package let key: String
    /// Whether the key has one value by its type: of a member that is a list it is not set then,
    /// since no context may make an evaluation fail.
    let isSingle: Bool
    /// Whether Postern sets the key itself, and takes it from callers only that are trusted to know
    /// it.
    package let isSetByEngine: Bool
    /// The key when it tells the time; what is no time leaves the clock alone then.
    let clock: RegisteredKey?

    /// Creates a rule.
    package init(member: String, key: String) {
      self.member = member
      self.key = key
      let name = key.lowercased()
      let registered = RegisteredKey.allCases.first { $0.name.description.lowercased() == name }
      let family = ConditionKeyFamily.allCases.first {
        name.utf8.starts(with: $0.prefix.description.utf8)
      }
      isSingle = registered.map { !$0.isMultivalued } ?? (family != nil)
      isSetByEngine = registered?.setter == .engine || family?.isSetByEngine == true
      clock = registered.flatMap { $0.tellsTime ? $0 : nil }
    }
  }

  /// Where callers see this decision point; nil publishes no metadata.
  package var baseURL: DecisionPointAddress?
  /// The rules for subjects.
  package var subjects: [Subject] = []
  /// The rules for actions whose name has no colon.
  package var actions: [Action] = []
  /// The rules for resources.
  package var resources: [Resource] = []
  /// The members of the context that become other condition keys too.
  package var contextKeys: [ContextKey] = []
  /// Whether properties of a subject count as tags of the principal: only for callers that are
  /// trusted to know them.
  package var setsPrincipalTags = false
  /// Whether properties of a resource count as its tags.
  package var setsResourceTags = false
  /// Whether every answer says why.
  package var explains = false

  /// Creates a mapping without rules.
  package init() {}
}
