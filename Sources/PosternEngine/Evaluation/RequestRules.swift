/// What follows from the action and the resource alone, beyond any policy.
struct RequestRules: BitwiseCopyable {
  /// The resource's policy is the trust policy of a role that is to be assumed (6.6).
  let isTrust: Bool
  /// The role that is to be assumed belongs to a service (E-26).
  let isServiceLinkedRole: Bool
  /// The resource needs a grant of its own policy (6.6).
  let needsGrant: Bool
  /// Every authenticated caller may do it, whatever policies say (E-01).
  let isAlwaysAllowed: Bool
  /// It reads, replaces or deletes the policy of the resource, which root of the owner always may
  /// (E-20, E-21b).
  let isPolicyRecovery: Bool

  /// The rules for a lower-cased action whose colon stands at `colon`.
  init(
    action: ByteSlice,
    colon: Int,
    resource: ByteSlice,
    parts: Question.Parts,
    isResourceless: Bool,
    needsGrant: Bool
  ) {
    let service = action.slice(0, colon)
    let name = action.slice(colon + 1, action.count - colon - 1)
    let isSTS = service.isText("sts")
    let type = resource.slice(parts.resource, resource.count - parts.resource)
    let owner = resource.slice(parts.service, max(0, parts.region - parts.service - 1))
    let isRoleAction =
      name.hasPrefix("assumerole") || name.isText("tagsession") || name.isText("setsourceidentity")
    isTrust =
      isSTS && isRoleAction && !isResourceless && owner.isText("iam") && type.hasPrefix("role/")
    isServiceLinkedRole = isTrust && type.hasPrefix("role/aws-service-role/")
    let isKey =
      !isResourceless && owner.isText("kms") && type.hasPrefix("key/")
      && !(service.isText("kms") && name.isText("listgrants"))
    self.needsGrant = needsGrant || isTrust || isKey
    isAlwaysAllowed = isSTS && name.isText("getcalleridentity")
    isPolicyRecovery = !isResourceless && RequestRules.handlesPolicy(name)
  }

  /// `Get*Policy`, `Put*Policy` and `Delete*Policy`, in lower case.
  private static func handlesPolicy(_ name: ByteSlice) -> Bool {
    for verb in ["get", "put", "delete"] as [StaticString]
    where name.hasPrefix(verb) && name.count >= verb.utf8CodeUnitCount + 6 {
      return name.slice(name.count - 6, 6).isText("policy")
    }
    return false
  }
}
