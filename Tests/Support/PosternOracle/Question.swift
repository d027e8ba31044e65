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
  let isServiceLinkedRole: Bool
  let needsGrant: Bool
  private let world: World
  private let context: [(key: [UInt8], values: [String], isMultivalued: Bool)]

  init(_ world: World, nowSeconds: Int64) throws {
    try world.checkContext()
    action = Symbol.read(world.action).map(\.lowered).colonParts(countMax: 3)
    if action.count != 2 || action.contains([]) {
      throw WorldError(pointer: "/action", expected: "`service:Name`")
    }
    self.world = world
    let described = world.describedAction  // What its service says wins over what is asked (M-17).
    let target =
      described?.resourceTypes.isEmpty == true
      ? described?.defaultResource ?? "*" : world.isResourceless ? "*" : world.resource
    let isResourceless = target == "*"
    let arn = isResourceless ? nil : World.parts(ofARN: target)
    if !isResourceless, arn == nil { throw WorldError(pointer: "/resource", expected: "an ARN") }
    resource = arn?.map { Symbol.read($0) }
    let named = arn.flatMap { AccountID($0[4])?.text }
    let isDescribed = described?.resourceTypes.isEmpty == true
    if !isDescribed, let named, let sent = world.resourceAccount, sent != named {
      throw WorldError(pointer: "/resourceAccount", expected: named)
    }
    owner = named ?? world.resourceAccount
    caller = try Caller(world)
    func isType(_ service: String, _ path: String) -> Bool {
      arn?[2] == service && arn?[5].hasPrefix(path) == true
    }
    isServiceLinkedRole = world.isTrust && isType("iam", "role/aws-service-role/")
    let isKey = isType("kms", "key/") && world.action.lowercased() != "kms:listgrants"
    let (asking, asked) = (action, resource)
    needsGrant =
      world.needsResourceGrant || world.isTrust || isKey
      || world.services.contains { Self.needsGrant($0, action: asking, resource: asked) }
    let given = world.context.map { (Self.folded($0.key), $0.values, $0.isMultivalued) }
    let derived = world.derivedContext(of: caller, owner: owner, nowSeconds: nowSeconds)
    context = given + derived.map { (Self.folded($0.key), [$0.value], false) }
  }

  /// Whether a service says that the resource needs a grant of its own, and the action is not
  /// exempt (6.6).
  private static func needsGrant(
    _ service: Service,
    action: [[Symbol]],
    resource: [[Symbol]]?
  ) -> Bool {
    guard let resource else { return false }
    let isExempt = service.actions.contains {
      $0.isExemptFromResourceGrant
        && Symbol.read("\(service.prefix):\($0.name)").map(\.lowered).colonParts() == action
    }
    return !isExempt
      && service.resourceTypes.contains { type in
        let parts = Symbol.read(type.arn, wildcards: true).colonParts()
        return type.needsResourceGrant
          && (1...4).allSatisfy {
            parts[$0].map(\.lowered).matches(resource[$0].map(\.lowered))
          } && parts[5].matches(resource[5])
      }
  }

  /// Whether the action reads, replaces or deletes the policy of its resource (E-21b).
  var handlesPolicy: Bool {
    guard world.describedService?.actions.contains(where: \.handlesPolicy) == true else {
      return isNamed("get*policy", "put*policy", "delete*policy")
    }
    return world.describedAction?.handlesPolicy == true
  }

  /// Whether the action's service takes part in resource control policies (E-45).
  var isControlled: Bool {
    if world.action.lowercased() == "kms:retiregrant" { return false }
    return world.describedService?.isResourceControlled == true
      || """
      s3 sts kms sqs secretsmanager ecr aoss cognito-identity cognito-idp dynamodb logs
      """.split(separator: " ").contains { $0 == action[0].text }
  }

  /// Whether the action's name is one of these, written in lower case and with wildcards.
  func isNamed(_ patterns: String...) -> Bool {
    patterns.contains { Symbol.read($0, wildcards: true).matches(action[1]) }
  }

  /// The values of a key, ignoring case (1.7); what was given stands before what was derived.
  func lookUp(_ key: String) -> (values: [String], isMultivalued: Bool)? {
    let wanted = Self.folded(key)
    guard let found = context.first(where: { $0.key == wanted }) else { return nil }
    return (found.values, found.isMultivalued || world.isList(key: key))  // C-30
  }

  /// What a variable becomes, nil when it cannot be resolved (V-08, V-10, V-11).
  func value(of key: String, fallback: String?) -> String? {
    if world.isList(key: key) { return nil }
    guard let entry = lookUp(key) else { return fallback }
    return entry.isMultivalued ? nil : entry.values.first
  }

  private static func folded(_ key: String) -> [UInt8] { Array(key.lowercased().utf8) }
}
