extension World {
  /// The world as a line for `postern simulate`, so that a failure can be looked at by hand.
  package var line: String {
    var members = [("id", JSONLiteral.string(id)), ("principal", JSONLiteral.string(principal))]
    if let issuer { members.append(("issuer", JSONLiteral.string(issuer))) }
    members.append(("action", JSONLiteral.string(action)))
    members.append(("resource", JSONLiteral.string(resource)))
    if let resourceAccount {
      members.append(("resourceAccount", JSONLiteral.string(resourceAccount)))
    }
    members.append(
      (
        "context",
        JSONLiteral.object(
          context.map { entry in
            let values = entry.values.map(JSONLiteral.string)
            return (entry.key, entry.isMultivalued ? JSONLiteral.array(values) : values[0])
          }
        )
      )
    )
    if isResourceless { members.append(("resourceless", "true")) }
    if needsResourceGrant { members.append(("needsResourceGrant", "true")) }
    if isLenient { members.append(("lenient", "true")) }
    members.append(("policies", JSONLiteral.object(written)))
    return JSONLiteral.object(members)
  }

  private var written: [(String, String)] {
    func list(_ policies: [Policy]) -> String {
      JSONLiteral.array(
        policies.map { policy in
          JSONLiteral.object([
            ("name", JSONLiteral.string(policy.name)),
            ("document", JSONLiteral.string(policy.text)),
          ])
        }
      )
    }
    var members = [("identity", list(identity))]
    if !boundary.isEmpty { members.append(("boundary", list(boundary))) }
    if let session { members.append(("session", list(session))) }
    if let resourcePolicies { members.append(("resource", list(resourcePolicies))) }
    if let scp { members.append(("scp", JSONLiteral.array(scp.map(list)))) }
    if let rcp { members.append(("rcp", JSONLiteral.array(rcp.map(list)))) }
    if !gateway.isEmpty { members.append(("gateway", list(gateway))) }
    return members
  }
}
