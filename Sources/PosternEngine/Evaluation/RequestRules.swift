/// What follows from the action and the resource alone, beyond any policy.
struct RequestRules: BitwiseCopyable {
  /// The resource's policy is the trust policy of a role that is to be assumed (6.6).
  let isTrust: Bool
  /// The role that is to be assumed belongs to a service (E-26).
  let isServiceLinkedRole: Bool
  /// The resource needs a grant of its own policy (6.6).
  var needsGrant: Bool
  /// Every authenticated caller may do it, whatever policies say (E-01).
  let isAlwaysAllowed: Bool
  /// It reads, replaces or deletes the policy of the resource, which root of the owner always may
  /// (E-20, E-21b).
  let isPolicyRecovery: Bool

  /// No rules.
  init() {
    isTrust = false
    isServiceLinkedRole = false
    needsGrant = false
    isAlwaysAllowed = false
    isPolicyRecovery = false
  }

  /// The rules for the action and the resource that were looked up; `isGrantKnown` says that the
  /// resource is known to need a grant, `carriesPolicy` that its policy is not one from above it.
  @inline(__always)
  init(_ facts: ScratchCell<Question.Facts>, isGrantKnown: Bool, carriesPolicy: Bool) {
    let action = facts.value.action.traits
    let hasResource = facts.value.parts.resource != 0
    isTrust = action.contains(.assumesRole) && facts.isAbout("iam", type: "role/")
    isServiceLinkedRole = isTrust && facts.isAbout("iam", type: "role/aws-service-role/")
    let isKey = facts.isAbout("kms", type: "key/") && !action.contains(.listsGrants)
    needsGrant = isGrantKnown || isTrust || isKey
    isAlwaysAllowed = action.contains(.isAlwaysAllowed)
    isPolicyRecovery = hasResource && carriesPolicy && action.contains(.handlesPolicy)
  }
}

extension ScratchCell<Question.Facts> {
  /// Whether the resource belongs to a service and its sixth part begins with `type`.
  @inline(__always)
  fileprivate func isAbout(_ service: StaticString, type: StaticString) -> Bool {
    value.parts.region &- value.parts.service &- 1 == service.utf8CodeUnitCount
      && belongs(to: service, type: type)
  }

  @inline(never)
  private func belongs(to service: StaticString, type: StaticString) -> Bool {
    let resource = value.resource
    let (start, end) = (value.parts.service, value.parts.resource)
    return resource.slice(start, service.utf8CodeUnitCount).isText(service)
      && resource.slice(end, resource.count - end).hasPrefix(type)
  }
}
