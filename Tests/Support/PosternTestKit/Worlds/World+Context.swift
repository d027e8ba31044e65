extension World {
  /// The keys that the simulator derives where the world does not give them (decision API, section
  /// 3).
  ///
  /// Nothing else is assumed: what is not given is missing.
  package func derivedContext(
    of caller: Caller,
    owner: String?,
    nowSeconds: Int64
  ) -> [String: String] {
    let (kind, account) = (caller.kind, caller.account)
    var keys = ["aws:ViaAWSService": "false", "aws:EpochTime": String(nowSeconds)]
    keys["aws:CurrentTime"] = Self.timestamp(nowSeconds)
    keys["aws:ResourceAccount"] = owner
    keys["aws:PrincipalArn"] = caller.arn
    keys["aws:PrincipalAccount"] = caller.isIAM ? account : kind == .anonymous ? "anonymous" : nil
    let isSigned = caller.isIAM || kind == .service
    keys["aws:PrincipalIsAWSService"] = isSigned ? String(kind == .service) : nil
    keys["aws:PrincipalServiceName"] = kind == .service ? caller.text : nil
    keys["aws:username"] = kind == .user ? caller.name : nil
    let userIDs: [Caller.Kind: String] = [
      .root: account, .federatedSession: "\(account):\(caller.name)", .anonymous: "anonymous",
    ]
    keys["aws:userid"] = userIDs[kind]
    let types: [Caller.Kind: String] = [
      .root: "Account", .user: "User", .roleSession: "AssumedRole",
      .federatedSession: "FederatedUser", .anonymous: "Anonymous",
    ]
    keys["aws:PrincipalType"] = types[kind]
    return keys
  }
}
