internal import PosternManifest
internal import PosternModel
internal import PosternPolicy
internal import PosternText

extension ContentsCheck {
  /// Checks the policies of resources: what they are attached to, what they say, and whom they
  /// name; users and roles are from now on known by their unique ids.
  mutating func resolveResourcePolicies(
    in resolved: inout AccountContents,
    _ principals: PrincipalIndex
  ) {
    var firsts: [ExactText: Int] = [:]
    for (index, policy) in contents.resourcePolicies.enumerated() {
      let entity = EntityPlaces.Entity.resourcePolicy(index)
      let resource = attachableResource(policy, entity)
      if let resource {
        let head = [resource.partition, resource.service, resource.region, resource.account]
        let key = ExactText(
          head.map { $0.lowercased() }.joined(separator: ":") + ":" + resource.resource
        )
        if let first = firsts[key] {
          refuse(
            "the resource `\(QuotedText.shortened(policy.resource))` has two policies, the first"
              + placeText(.resourcePolicy(first), .name),
            help: nil,
            entity,
            .name
          )
        } else {
          firsts[key] = index
        }
      }
      let policyRules =
        resource.map { PolicyRules.attached(to: $0, services: contents.services) }
        ?? .customer(.resource)
      let document = resolve(policy.document, policyRules, principals, entity, .document) {
        (document) throws(PolicyError) in
        if let resource { try AttachmentRules.check(document, attachedTo: resource) }
      }
      resolved.resourcePolicies[index] = ResourcePolicy(
        resource: policy.resource,
        account: policy.account,
        document: document
      )
    }
  }

  /// The ARN of a resource that can have a policy; what else is written is a problem.
  private mutating func attachableResource(
    _ policy: ResourcePolicy,
    _ entity: EntityPlaces.Entity
  ) -> ARN? {
    let shown = QuotedText.shortened(policy.resource)
    guard let arn = ARN(policy.resource), !arn.service.isEmpty, !arn.resource.isEmpty,
      arn.account.isEmpty || AccountID(arn.account) != nil,
      !policy.resource.utf8.contains(where: Self.isNotLiteral)
    else {
      refuse(
        "expected the ARN of one resource, without wildcards, found `\(shown)`",
        help: "such as `arn:aws:s3:::bucket`",
        entity,
        .name
      )
      return nil
    }
    guard PolicyRules.standardPartitions.contains(arn.partition) else {
      refuse(
        "the partition `\(QuotedText.shortened(arn.partition))` is not known",
        help: nil,
        entity,
        .name
      )
      return nil
    }
    guard arn.service.lowercased() != "iam" else {
      refuse(
        "`\(shown)` cannot have a resource policy",
        help: "the policy of a role is its `trustPolicy`",
        entity,
        .name
      )
      return nil
    }
    return arn
  }

  /// Wildcards, variables, spaces and control characters have no place in the ARN of one resource.
  private static func isNotLiteral(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == 0x7F || "*?$`".utf8.contains(byte)
  }
}
