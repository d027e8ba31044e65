/// The condition keys of the language's own registry (sections 5.1 to 5.5), each with who may set
/// it and how many values it has.
///
/// A key is known here by its exact name; the families of tag keys (`aws:RequestTag/…`) are open
/// and stand in `ConditionKeyFamily`, what else identity providers say in `ConditionKeyTraits`. The
/// raw value is the key's number in every snapshot.
package enum RegisteredKey: UInt16, CaseIterable, Sendable {
  /// Who vouches for a key's value.
  package enum Setter: Sendable {
    /// The engine derives it from verified identity, session or clock; a caller may not send it.
    case engine
    /// The network front end.
    case network
    /// The calling service.
    case service
    /// The store of resources.
    case resource
  }

  case principalARN
  case principalAccount
  case principalOrgID
  case principalOrgPaths
  case principalType
  case principalIsAWSService
  case principalServiceName
  case principalServiceNamesList
  case userID
  case userName
  case multiFactorAuthPresent
  case multiFactorAuthAge
  case tokenIssueTime
  case federatedProvider
  case sourceIdentity
  case assumedRoot
  case chatbotSourceARN
  case ec2SourceInstanceARN
  case lambdaSourceFunctionARN
  case ssmSourceInstanceARN
  case ec2RoleDelivery
  case ec2InstanceSourceVPC
  case ec2InstanceSourcePrivateIPv4
  case glueRoleAssumedBy
  case glueCredentialIssuingService
  case identityStoreUserID
  case currentTime
  case epochTime
  case calledVia
  case calledViaFirst
  case calledViaLast
  case viaAWSService
  case isMCPServiceAction
  case viaAWSMCPService
  case calledViaAWSMCP
  case sourceIP
  case vpcSourceIP
  case sourceVPC
  case sourceVPCE
  case sourceVPCARN
  case vpceAccount
  case vpceOrgID
  case vpceOrgPaths
  case secureTransport
  case userAgent
  case referer
  case requestedRegion
  case tagKeys
  case resourceAccount
  case resourceOrgID
  case resourceOrgPaths
  case sourceARN
  case sourceAccount
  case sourceOrgID
  case sourceOwner
  case sourceOrgPaths
  case iamPermissionsBoundary
  case iamPolicyARN
  case iamPassedToService
  case iamAssociatedResourceARN
  case iamAWSServiceName
  case iamOrganizationsPolicyID
  case stsExternalID
  case stsRoleSessionName
  case stsSourceIdentity
  case stsTransitiveTagKeys
  case stsAWSServiceName
  case stsDurationSeconds
  case stsTaskPolicyARN
  case samlAudience
  case samlIssuer
  case samlSubject
  case samlSubjectType
  case samlDocument
  case samlNameQualifier
  case samlCommonName
  case samlUserID
  case samlMail

  /// The key as documentation spells it; keys are compared ignoring case (table 1.7).
  package var name: StaticString { RegisteredKey.rows[Int(rawValue)].name }
  /// Who vouches for the value.
  package var setter: Setter { RegisteredKey.rows[Int(rawValue)].setter }
  /// Whether the key is a list by its type, however many values a request sends (C-30).
  package var isMultivalued: Bool { RegisteredKey.rows[Int(rawValue)].isMultivalued }

  private struct Row: Sendable {
    let name: StaticString
    let setter: Setter
    let isMultivalued: Bool

    init(_ name: StaticString, _ setter: Setter, list isMultivalued: Bool) {
      self.name = name
      self.setter = setter
      self.isMultivalued = isMultivalued
    }
  }

  /// One row for each case, in their order.
  private static let rows: [Row] = [
    Row("aws:PrincipalArn", .engine, list: false),
    Row("aws:PrincipalAccount", .engine, list: false),
    Row("aws:PrincipalOrgID", .engine, list: false),
    Row("aws:PrincipalOrgPaths", .engine, list: true),
    Row("aws:PrincipalType", .engine, list: false),
    Row("aws:PrincipalIsAWSService", .engine, list: false),
    Row("aws:PrincipalServiceName", .engine, list: false),
    Row("aws:PrincipalServiceNamesList", .engine, list: true),
    Row("aws:userid", .engine, list: false),
    Row("aws:username", .engine, list: false),
    Row("aws:MultiFactorAuthPresent", .engine, list: false),
    Row("aws:MultiFactorAuthAge", .engine, list: false),
    Row("aws:TokenIssueTime", .engine, list: false),
    Row("aws:FederatedProvider", .engine, list: false),
    Row("aws:SourceIdentity", .engine, list: false),
    Row("aws:AssumedRoot", .engine, list: false),
    Row("aws:ChatbotSourceArn", .engine, list: false),
    Row("ec2:SourceInstanceArn", .engine, list: false),
    Row("lambda:SourceFunctionArn", .engine, list: false),
    Row("ssm:SourceInstanceArn", .engine, list: false),
    Row("ec2:RoleDelivery", .engine, list: false),
    Row("aws:Ec2InstanceSourceVpc", .engine, list: false),
    Row("aws:Ec2InstanceSourcePrivateIPv4", .engine, list: false),
    Row("glue:RoleAssumedBy", .engine, list: false),
    Row("glue:CredentialIssuingService", .engine, list: false),
    Row("identitystore:UserId", .engine, list: false),
    Row("aws:CurrentTime", .engine, list: false),
    Row("aws:EpochTime", .engine, list: false),
    Row("aws:CalledVia", .engine, list: true),
    Row("aws:CalledViaFirst", .engine, list: false),
    Row("aws:CalledViaLast", .engine, list: false),
    Row("aws:ViaAWSService", .engine, list: false),
    Row("aws:IsMcpServiceAction", .engine, list: false),
    Row("aws:ViaAWSMCPService", .engine, list: false),
    Row("aws:CalledViaAWSMCP", .engine, list: false),
    Row("aws:SourceIp", .network, list: false),
    Row("aws:VpcSourceIp", .network, list: false),
    Row("aws:SourceVpc", .network, list: false),
    Row("aws:SourceVpce", .network, list: false),
    Row("aws:SourceVpcArn", .network, list: false),
    Row("aws:VpceAccount", .network, list: false),
    Row("aws:VpceOrgID", .network, list: false),
    Row("aws:VpceOrgPaths", .network, list: true),
    Row("aws:SecureTransport", .network, list: false),
    Row("aws:UserAgent", .network, list: false),
    Row("aws:referer", .network, list: false),
    Row("aws:RequestedRegion", .service, list: false),
    Row("aws:TagKeys", .service, list: true),
    Row("aws:ResourceAccount", .resource, list: false),
    Row("aws:ResourceOrgID", .resource, list: false),
    Row("aws:ResourceOrgPaths", .resource, list: true),
    Row("aws:SourceArn", .service, list: false),
    Row("aws:SourceAccount", .service, list: false),
    Row("aws:SourceOrgID", .service, list: false),
    Row("aws:SourceOwner", .service, list: false),
    Row("aws:SourceOrgPaths", .service, list: true),
    Row("iam:PermissionsBoundary", .service, list: false),
    Row("iam:PolicyARN", .service, list: false),
    Row("iam:PassedToService", .service, list: false),
    Row("iam:AssociatedResourceArn", .service, list: false),
    Row("iam:AWSServiceName", .service, list: false),
    Row("iam:OrganizationsPolicyId", .service, list: false),
    Row("sts:ExternalId", .service, list: false),
    Row("sts:RoleSessionName", .service, list: false),
    Row("sts:SourceIdentity", .service, list: false),
    Row("sts:TransitiveTagKeys", .service, list: true),
    Row("sts:AWSServiceName", .service, list: false),
    Row("sts:DurationSeconds", .service, list: false),
    Row("sts:TaskPolicyArn", .service, list: false),
    Row("saml:aud", .service, list: false),
    Row("saml:iss", .service, list: false),
    Row("saml:sub", .service, list: false),
    Row("saml:sub_type", .service, list: false),
    Row("saml:doc", .service, list: false),
    Row("saml:namequalifier", .service, list: false),
    Row("saml:cn", .service, list: true),
    Row("saml:uid", .service, list: true),
    Row("saml:mail", .service, list: true),
  ]
}
