/// What follows from the action and the resource alone, beyond any policy.
struct RequestRules: BitwiseCopyable {
  /// The resource's policy is the trust policy of a role that is to be assumed (6.6).
  let isTrust: Bool
  /// The resource is a role that is not to be assumed: its trust policy says nothing (6.1).
  let leavesTrustOut: Bool
  /// The role that is to be assumed belongs to a service (E-26).
  let isServiceLinkedRole: Bool
  /// The resource needs a grant of its own policy (6.6).
  var needsGrant: Bool
  /// Every authenticated caller may do it, whatever policies say (E-01).
  let isAlwaysAllowed: Bool
  /// It reads, replaces or deletes the policy of the resource, which root of the owner always may
  /// (E-20, E-21b).
  let isPolicyRecovery: Bool

  /// `iam:` and `kms:` as numbers.
  private static let iam: UInt32 = 0x3A6D_6169
  private static let kms: UInt32 = 0x3A73_6D6B

  /// No rules.
  init() {
    isTrust = false
    leavesTrustOut = false
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
    let isRole = facts.isAbout(RequestRules.iam, type: "role/")
    isTrust = isRole && action.contains(.assumesRole)
    leavesTrustOut = isRole && !isTrust
    isServiceLinkedRole = isTrust && facts.isAbout(RequestRules.iam, type: "role/aws-service-role/")
    let isKey = facts.isAbout(RequestRules.kms, type: "key/") && !action.contains(.listsGrants)
    needsGrant = isGrantKnown || isTrust || isKey
    isAlwaysAllowed = action.contains(.isAlwaysAllowed)
    isPolicyRecovery = hasResource && carriesPolicy && action.contains(.handlesPolicy)
  }
}

extension ScratchCell<Question.Facts> {
  /// Whether the resource belongs to a service, whose three letters and the colon behind them are
  /// one number, and its sixth part begins with `type`.
  @inline(__always)
  fileprivate func isAbout(_ service: UInt32, type: StaticString) -> Bool {
    if value.parts.resource == 0 { return false }
    // More bytes follow a service of three letters.
    let place = min(value.parts.service, value.resource.count &- 4)
    return value.resource.load(at: place, as: UInt32.self) == service && hasType(type)
  }

  @inline(never)
  private func hasType(_ type: StaticString) -> Bool {
    let start = value.parts.resource
    return value.resource.slice(start, value.resource.count - start).hasPrefix(type)
  }
}
