internal import PosternManifest
internal import PosternModel
internal import PosternPolicy
internal import PosternText

extension ContentsCheck {
  /// Checks the policies of resources: what they are attached to, what they say, and whom they
  /// name.
  ///
  /// `resolved` are the contents with every unique id filled in. When not everything could be read,
  /// nobody is said to be missing.
  mutating func checkResourcePolicies(_ resolved: AccountContents) {
    let principals = PrincipalIndex(resolved)
    var firsts: [String: Int] = [:]
    for (index, policy) in contents.resourcePolicies.enumerated() {
      let entity = EntityPlaces.Entity.resourcePolicy(index)
      let resource = attachableResource(policy, entity)
      if let resource {
        let head = [resource.partition, resource.service, resource.region, resource.account]
        let key = head.map { $0.lowercased() }.joined(separator: ":") + ":" + resource.resource
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
      check(policy, attachedTo: resource, principals, entity)
    }
  }

  private mutating func check(
    _ policy: ResourcePolicy,
    attachedTo resource: ARN?,
    _ principals: PrincipalIndex,
    _ entity: EntityPlaces.Entity
  ) {
    do throws(PolicyError) {
      let document = try PolicyParser.parse(
        Array(policy.document.text.utf8),
        rules: .customer(.resource),
        limits: rules.limits
      )
      if let resource { try AttachmentRules.check(document, attachedTo: resource) }
      guard isComplete else { return }
      for statement in document.statements {
        for entry in statement.principal?.entries ?? [] where !principals.resolves(entry) {
          throw missing(entry, principals)
        }
      }
    } catch {
      refuse(error, in: policy.document, entity, .document)
    }
  }

  private func missing(
    _ entry: PrincipalElement.Entry,
    _ principals: PrincipalIndex
  ) -> PolicyError {
    let name = entry.name.text
    let isShown = problems.totalCount < rules.limits.reportedErrorCountMax
    let closest = isShown ? Spelling.closest(to: name, among: principals.candidates) : nil
    return PolicyError(
      code: .malformed,
      message: "Invalid principal in policy",
      detail: "there is no principal `\(QuotedText.shortened(name))`",
      help: closest.map { "did you mean `\($0)`?" },
      position: entry.name.position
    )
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
