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
  private let context: [(key: [UInt8], values: [String], isMultivalued: Bool)]

  init(_ world: World, nowSeconds: Int64) throws {
    try world.checkContext()
    action = Symbol.read(world.action).map(\.lowered).colonParts(countMax: 3)
    if action.count != 2 || action.contains([]) {
      throw WorldError(pointer: "/action", expected: "`service:Name`")
    }
    let isResourceless = world.isResourceless || world.resource == "*"
    let arn = isResourceless ? nil : World.parts(ofARN: world.resource)
    if !isResourceless, arn == nil { throw WorldError(pointer: "/resource", expected: "an ARN") }
    resource = arn?.map { Symbol.read($0) }
    owner = world.resourceAccount ?? arn.flatMap { AccountID($0[4])?.text }
    caller = try Caller(world)
    func isType(_ service: String, _ path: String) -> Bool {
      arn?[2] == service && arn?[5].hasPrefix(path) == true
    }
    isServiceLinkedRole = world.isTrust && isType("iam", "role/aws-service-role/")
    let isKey = isType("kms", "key/") && world.action.lowercased() != "kms:listgrants"
    needsGrant = world.needsResourceGrant || world.isTrust || isKey
    let given = world.context.map { (Self.folded($0.key), $0.values, $0.isMultivalued) }
    let derived = world.derivedContext(of: caller, owner: owner, nowSeconds: nowSeconds)
    context = given + derived.map { (Self.folded($0.key), [$0.value], false) }
  }

  /// Whether the action's name is one of these, written in lower case and with wildcards.
  func isNamed(_ patterns: String...) -> Bool {
    patterns.contains { Symbol.read($0, wildcards: true).matches(action[1]) }
  }

  /// The values of a key, ignoring case (1.7); what was given stands before what was derived.
  func lookUp(_ key: String) -> (values: [String], isMultivalued: Bool)? {
    let wanted = Self.folded(key)
    guard let found = context.first(where: { $0.key == wanted }) else { return nil }
    return (found.values, found.isMultivalued || World.isList(key: key))  // C-30
  }

  /// What a variable becomes, nil when it cannot be resolved (V-08, V-10, V-11).
  func value(of key: String, fallback: String?) -> String? {
    if World.isList(key: key) { return nil }
    guard let entry = lookUp(key) else { return fallback }
    return entry.isMultivalued ? nil : entry.values.first
  }

  private static func folded(_ key: String) -> [UInt8] { Array(key.lowercased().utf8) }
}
