package import PosternModel

/// What a document is held to: its kind's rules, and the names that this installation knows.
package struct PolicyRules: Sendable {
  /// The kind of policy, which decides what elements are legal (table 1.6).
  package var kind: PolicyKind
  /// Whether the version must be 2012-10-17 (table 1.2).
  package var requiresVersion2012: Bool
  /// Whether statement names may have letters and digits only (section 1.3).
  package var restrictsStatementIDs: Bool
  /// How long the document may be; nil when the quota is a sum or is counted elsewhere.
  package var quota: PolicyQuota?
  /// The longest text that is read at all, in characters; nil when that is for `Limits` to say
  /// (G-08).
  package var characterCountMax: Int?
  /// Whether resources of `iam` may be of kinds that G-37 does not list.
  package var allowsUnknownEntities: Bool
  /// Whether variables may stand in the account and other parts of a resource before the sixth
  /// (V-04).
  package var allowsHeadVariables: Bool
  /// Whether every statement must have resources (table 1.6).
  package var requiresResource: Bool
  /// The partitions that ARNs may name (G-35).
  package var partitions: [String]
  /// The service prefixes, in lower case, that a resource control policy may name.
  package var controllableServices: [String]

  /// The partitions that are known without configuration.
  package static let standardPartitions = [
    "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc",
  ]
  /// The services that take part in resource control policies without configuration (E-45): those
  /// that the Organizations User Guide lists.
  package static let standardControllableServices = [
    "s3", "sts", "kms", "sqs", "secretsmanager", "ecr", "aoss", "cognito-identity", "cognito-idp",
    "dynamodb", "logs",
  ]

  /// Returns the rules for a document that a customer writes.
  package static func customer(_ kind: PolicyKind) -> PolicyRules {
    PolicyRules(
      kind: kind,
      requiresVersion2012: kind == .managed || kind == .boundary,
      restrictsStatementIDs: restrictsStatementIDs(kind),
      quota: quota(kind),
      characterCountMax: nil,
      allowsUnknownEntities: false,
      allowsHeadVariables: false,
      requiresResource: ResourceRules.isRequired(kind),
      partitions: standardPartitions,
      controllableServices: standardControllableServices
    )
  }

  /// The rules for managed policies that come with the platform: any version, any statement name,
  /// long texts, entities that no customer has (the roots of accounts, `role-template/…`), and the
  /// account of whoever asks as a part of a resource.
  package static var platformManaged: PolicyRules {
    var rules = customer(.managed)
    rules.requiresVersion2012 = false
    rules.restrictsStatementIDs = false
    rules.quota = nil
    rules.characterCountMax = 1_048_576
    rules.allowsUnknownEntities = true
    rules.allowsHeadVariables = true
    return rules
  }

  /// Returns the rules for a customer's document that was written elsewhere, where variables are
  /// also replaced before the sixth part of a resource (V-04), or that was checked before.
  package static func accepted(_ kind: PolicyKind) -> PolicyRules {
    var rules = customer(kind)
    rules.allowsHeadVariables = true
    return rules
  }

  /// Returns the rules for a document that a customer writes where these services are described:
  /// their actions may stand in resource control policies when they say so (E-45).
  package static func customer(_ kind: PolicyKind, services: [Service]) -> PolicyRules {
    var rules = customer(kind)
    rules.controllableServices += services.filter(\.isResourceControlled)
      .map { $0.prefix.lowercased() }
    return rules
  }

  /// Returns the rules for a document that stands for itself, by the quotas that hold as long as
  /// nobody raised them (table 1.8).
  package static func single(_ kind: PolicyKind) -> PolicyRules {
    var rules = customer(kind)
    switch kind {
    case .session: rules.quota = .packedCharacters(PolicyQuota.sessionCharacterCountMax)
    case .trust: rules.quota = .minifiedCharacters(PolicyQuota.trustCharacterCountMax)
    // One alone may be as long as the widest sum.
    case .inline: rules.quota = .minifiedCharacters(PolicyQuota.roleInlineCharacterCountMax)
    case .managed, .boundary, .resource, .scp, .rcp, .gateway: break
    }
    return rules
  }

  /// Returns the rules for the policy of a resource: where its service is described, the service
  /// says whether statements may leave out `Resource` (table 1.6).
  package static func attached(to resource: ARN, services: [Service]) -> PolicyRules {
    var rules = customer(.resource)
    let prefix = resource.service.lowercased()
    if let service = services.first(where: { $0.prefix.lowercased() == prefix }) {
      rules.requiresResource = !service.omitsResource
    }
    return rules
  }

  private static func restrictsStatementIDs(_ kind: PolicyKind) -> Bool {
    switch kind {
    case .inline, .managed, .boundary, .session, .trust: true
    case .resource, .scp, .rcp, .gateway: false
    }
  }

  private static func quota(_ kind: PolicyKind) -> PolicyQuota? {
    switch kind {
    case .managed, .boundary: .minifiedCharacters(PolicyQuota.managedCharacterCountMax)
    case .scp, .rcp: .characters(PolicyQuota.organizationCharacterCountMax)
    case .resource, .gateway: .bytes(PolicyQuota.resourceByteCountMax)
    // Of an entity the sum of all inline policies counts, and quotas may be configured.
    case .inline, .session, .trust: nil
    }
  }
}
