/// One of the user's own services: the actions, the resources and the condition keys that policies
/// may name under its prefix.
///
/// Without a description everything works, and keys take the form in which they are sent; with one,
/// what the service says of itself is known exactly.
package struct Service: Hashable, Sendable {
  /// A type of resources.
  package struct ResourceType: Hashable, Sendable {
    /// Its name, by which actions refer to it.
    package let name: String
    /// The pattern of its ARNs: six parts, with `*` and `?`.
    package let arn: String
    /// Whether its resources need a grant of their own policy (6.6).
    package let needsResourceGrant: Bool

    /// Creates a type of resources.
    package init(name: String, arn: String, needsResourceGrant: Bool) {
      self.name = name
      self.arn = arn
      self.needsResourceGrant = needsResourceGrant
    }
  }

  /// Something that the service does when it is asked.
  package struct Action: Hashable, Sendable {
    /// Its name, without the service's prefix; case has no meaning (M-02).
    package let name: String
    /// The names of the types of resources that it acts on; none for an action without a resource
    /// (M-17).
    package let resourceTypes: [String]
    /// The ARN that an action without a resource is evaluated on; nil for `*` (M-17).
    package let defaultResource: String?
    /// Whether it reads, replaces or deletes the policy of a resource, which root of the owner
    /// always may (E-20, E-21b).
    package let handlesPolicy: Bool
    /// Whether it needs no grant of the resource's own policy where the type asks for one (6.6).
    package let isExemptFromResourceGrant: Bool

    /// Creates an action.
    package init(
      name: String,
      resourceTypes: [String],
      defaultResource: String?,
      handlesPolicy: Bool,
      isExemptFromResourceGrant: Bool
    ) {
      self.name = name
      self.resourceTypes = resourceTypes
      self.defaultResource = defaultResource
      self.handlesPolicy = handlesPolicy
      self.isExemptFromResourceGrant = isExemptFromResourceGrant
    }
  }

  /// A condition key that requests of the service carry.
  package struct Key: Hashable, Sendable {
    /// The whole name, which begins with the service's prefix; case has no meaning (table 1.7).
    package let name: String
    /// What its values are.
    package let type: ConditionKeyType
    /// Whether it is multivalued, however many values a request sends (C-30).
    package let isList: Bool

    /// Creates a key.
    package init(name: String, type: ConditionKeyType, isList: Bool) {
      self.name = name
      self.type = type
      self.isList = isList
    }
  }

  /// The word before the colon of its actions.
  package let prefix: String
  /// Whether its actions on resources take part in resource control policies (E-45).
  package let isResourceControlled: Bool
  /// Whether statements of its resource policies may leave out `Resource`, and are then about the
  /// attached resource itself (table 1.6).
  package let omitsResource: Bool
  /// Its types of resources.
  package let resourceTypes: [ResourceType]
  /// Its actions.
  package let actions: [Action]
  /// Its condition keys.
  package let keys: [Key]

  /// Creates a service; names have been validated by the caller.
  package init(
    prefix: String,
    isResourceControlled: Bool,
    omitsResource: Bool,
    resourceTypes: [ResourceType],
    actions: [Action],
    keys: [Key]
  ) {
    self.prefix = prefix
    self.isResourceControlled = isResourceControlled
    self.omitsResource = omitsResource
    self.resourceTypes = resourceTypes
    self.actions = actions
    self.keys = keys
  }
}
