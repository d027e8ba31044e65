import PosternModel
import PosternTestKit

/// A request in the form that the rules speak of.
struct Question {
  /// Why a world cannot be decided at all.
  enum Failure: Error { case badPrincipal, badAction, badResource }

  let caller: Caller
  /// Lower-cased, for case has no meaning (M-02).
  let action: [Symbol]
  /// The six parts, nil for an action without a resource (M-17).
  let resource: [[Symbol]]?
  let owner: String?
  /// Whether the resource documents are the trust policy of the role that is assumed (6.6).
  let isTrust: Bool
  let isServiceLinkedRole: Bool
  let needsGrant: Bool
  private var context: [(key: [UInt8], values: [String], isMultivalued: Bool)] = []

  init(_ world: World, nowSeconds: Int64) throws {
    action = Symbol.read(world.action).map(\.lowered)
    let names = action.split(separator: .colon, omittingEmptySubsequences: false)
    if names.count != 2 || names.contains([]) { throw Failure.badAction }
    let isResourceless = world.isResourceless || world.resource == "*"
    let arn = isResourceless ? nil : arnParts(world.resource)
    if !isResourceless, arn == nil { throw Failure.badResource }
    resource = arn?.map { Symbol.read($0) }
    owner = world.resourceAccount ?? arn.flatMap { AccountID($0[4])?.text }
    for entry in world.context {
      context.append((Self.folded(entry.key), entry.values, entry.isMultivalued))
    }
    let userID = context.first { $0.key == Self.folded("aws:userid") }?.values.first
    caller = try Caller(world, userID: userID ?? "")
    let action = action
    func acts(_ patterns: String...) -> Bool {
      patterns.contains { Symbol.read($0, wildcards: true).matches(action) }
    }
    isTrust =
      arn?[2] == "iam" && arn?[5].hasPrefix("role/") == true
      && acts("sts:assumerole*", "sts:tagsession", "sts:setsourceidentity")
    isServiceLinkedRole = isTrust && arn?[5].hasPrefix("role/aws-service-role/") == true
    let isKey = arn?[2] == "kms" && arn?[5].hasPrefix("key/") == true && !acts("kms:listgrants")
    needsGrant = world.needsResourceGrant || isTrust || isKey
    for (key, value) in derived(nowSeconds) where lookUp(key) == nil {
      context.append((Self.folded(key), [value], false))
    }
  }

  /// Whether the action is one of these, written in lower case and with wildcards.
  func acts(_ patterns: String...) -> Bool {
    patterns.contains { Symbol.read($0, wildcards: true).matches(action) }
  }

  /// The values of a key, ignoring case (1.7); a registered list is one however it was sent (C-30).
  func lookUp(_ key: String) -> (values: [String], isMultivalued: Bool)? {
    let wanted = Self.folded(key)
    guard let found = context.first(where: { $0.key == wanted }) else { return nil }
    return (found.values, found.isMultivalued || Self.isList(key.lowercased()))
  }

  /// What a variable becomes, nil when it cannot be resolved (V-08, V-10, V-11).
  func value(of key: String, fallback: String?) -> String? {
    guard !Self.isList(key.lowercased()) else { return nil }
    guard let entry = lookUp(key) else { return fallback }
    return entry.isMultivalued ? nil : entry.values.first
  }

  /// The keys that the simulator derives when they are not given (decision API, section 3).
  private func derived(_ nowSeconds: Int64) -> [String: String] {
    let (kind, account) = (caller.kind, caller.account)
    var keys = ["aws:ViaAWSService": "false", "aws:EpochTime": String(nowSeconds)]
    keys["aws:CurrentTime"] = World.timestamp(nowSeconds)
    keys["aws:ResourceAccount"] = owner
    keys["aws:PrincipalArn"] = caller.arn
    keys["aws:PrincipalAccount"] = caller.isIAM ? account : kind == .anonymous ? "anonymous" : nil
    let isSigned = caller.isIAM || kind == .service
    keys["aws:PrincipalIsAWSService"] = isSigned ? String(kind == .service) : nil
    keys["aws:PrincipalServiceName"] = kind == .service ? caller.text : nil
    keys["aws:username"] = kind == .user ? caller.name : nil
    keys["aws:userid"] =
      [
        .root: account, .federatedSession: "\(account):\(caller.name)", .anonymous: "anonymous",
      ][kind]
    keys["aws:PrincipalType"] =
      [
        .root: "Account", .user: "User", .roleSession: "AssumedRole",
        .federatedSession: "FederatedUser", .anonymous: "Anonymous",
      ][kind]
    return keys
  }

  /// Whether the registry (section 5) says that a lower-cased key holds a list.
  private static func isList(_ key: String) -> Bool {
    [
      "aws:principalorgpaths", "aws:principalservicenameslist", "aws:vpceorgpaths", "aws:tagkeys",
      "aws:resourceorgpaths", "aws:calledvia", "aws:sourceorgpaths", "sts:transitivetagkeys",
      "saml:cn", "saml:uid", "saml:mail",
    ].contains(key) || key.hasPrefix("saml:eduperson")
      || (key.hasSuffix(":amr") && key.contains("."))
  }

  private static func folded(_ key: String) -> [UInt8] { Array(key.lowercased().utf8) }
}
