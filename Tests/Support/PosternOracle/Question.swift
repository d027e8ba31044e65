import PosternModel
import PosternTestKit

/// A request in the form that the rules speak of.
struct Question {
  let caller: Caller
  /// Lower-cased service and name, for case has no meaning (M-02).
  let action: [[Symbol]]
  /// The six parts, nil for an action without a resource (M-17).
  let resource: [[Symbol]]?
  let owner: String?
  private let world: World
  private let context: [(key: [UInt8], values: [String], isMultivalued: Bool)]

  init(_ world: World, nowSeconds: Int64) throws {
    try world.checkContext()
    self.world = world
    caller = try Caller(world)
    action = Symbol.read(world.action).map(\.lowered).colonParts(countMax: 3)
    if action.count != 2 || action.contains([]) {
      throw WorldError(pointer: "/action", expected: "`service:Name`")
    }
    // What a service says of an action without a resource wins over what is asked (M-17).
    let described = world.describedAction.flatMap { $0.resourceTypes.isEmpty ? $0 : nil }
    let asked = world.isResourceless ? "*" : world.resource
    let target = described.map { $0.defaultResource ?? "*" } ?? asked
    let arn = World.parts(ofARN: target)
    if arn == nil, target != "*" { throw WorldError(pointer: "/resource", expected: "an ARN") }
    resource = arn?.map { Symbol.read($0) }
    let named = arn.flatMap { AccountID($0[4])?.text }
    if described == nil, let named, let sent = world.resourceAccount, sent != named {
      throw WorldError(pointer: "/resourceAccount", expected: named)
    }
    owner = named ?? world.resourceAccount
    let given = world.context.map { (Self.folded($0.key), $0.values, $0.isMultivalued) }
    let derived = world.derivedContext(of: caller, owner: owner, nowSeconds: nowSeconds)
    context = given + derived.map { (Self.folded($0.key), [$0.value], false) }
  }

  /// Whether a layer takes part (6.1); root has no identity policies and no boundary (E-20).
  func involves(_ layer: Layer) -> Bool {
    switch layer {
    case .rcp:
      return isControlled && !caller.isServiceLinked
        && !(world.isTrust && isAbout("arn:*:iam:*:*:role/aws-service-role/*"))
    case .scp: return caller.isIAM && !caller.isServiceLinked
    case .gateway, .resource, .trust: return true
    case .identity, .boundary: return caller.isIAM && caller.kind != .root && !caller.isIssuedByRoot
    case .session: return caller.kind == .roleSession || caller.kind == .federatedSession
    }
  }

  /// Whether the caller has a boundary.
  var hasBoundary: Bool { !world.boundary.isEmpty && involves(.boundary) }

  /// Whether the resource needs a grant of its own (6.6).
  var needsGrant: Bool {
    if world.needsResourceGrant || world.isTrust { return true }
    if isAbout("arn:*:kms:*:*:key/*"), world.action.lowercased() != "kms:listgrants" { return true }
    let isExempt = world.describedAction?.isExemptFromResourceGrant == true
    let others = world.services.filter { !isExempt || $0 != world.describedService }
    return others.flatMap(\.resourceTypes).contains { $0.needsResourceGrant && isAbout($0.arn) }
  }

  /// Whether root of the owner reads, replaces or deletes the policy of the resource (E-20, E-21b).
  var isRecovery: Bool {
    let described = world.describedService?.actions.filter(\.handlesPolicy).map(\.name) ?? []
    let names = described.isEmpty ? ["get*policy", "put*policy", "delete*policy"] : described
    return caller.kind == .root && resource != nil && owner ?? caller.account == caller.account
      && names.contains { Symbol.read($0.lowercased(), wildcards: true).matches(action[1]) }
  }

  /// Whether resource control policies speak of the action and its resource (E-45).
  private var isControlled: Bool {
    let known = "s3 sts kms sqs secretsmanager ecr aoss cognito-identity cognito-idp dynamodb logs"
    return resource != nil && world.action.lowercased() != "kms:retiregrant"
      && (known.split(separator: " ").contains { $0 == action[0].text }
        || world.describedService?.isResourceControlled == true)
  }

  /// Whether the resource is one of those that a pattern in six parts stands for.
  private func isAbout(_ pattern: String) -> Bool {
    let parts = Symbol.read(pattern, wildcards: true).colonParts()
    return resource.map(parts.matches(resource:)) ?? false
  }

  /// The values of a key, ignoring case (1.7); what was given stands before what was derived.
  func lookUp(_ key: String) -> (values: [String], isMultivalued: Bool)? {
    let wanted = Self.folded(key)
    let found = context.first { $0.key == wanted }
    return found.map { ($0.values, $0.isMultivalued || world.isList(key: key)) }  // C-30
  }

  /// What a variable becomes, nil when it cannot be resolved (V-08, V-10, V-11).
  func value(of key: String, fallback: String?) -> String? {
    if world.isList(key: key) { return nil }
    guard let entry = lookUp(key) else { return fallback }
    return entry.isMultivalued ? nil : entry.values.first
  }

  private static func folded(_ key: String) -> [UInt8] { Array(key.lowercased().utf8) }
}
