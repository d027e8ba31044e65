import PosternEngine
import PosternModel

/// What the name of a principal says when no store is asked.
struct SimulatedCaller {
  /// What kind of caller it is.
  let form: CallerForm
  /// The ARN of the entity; of a role session the role's, with its path when the world tells it by
  /// `aws:PrincipalArn`.
  ///
  /// Empty outside accounts.
  let arn: String
  /// The name without path.
  let name: String
  /// The unique id, as far as the world or the name tells.
  let userID: String

  /// Reads the caller of a world.
  init(_ world: SimulatedWorld) {
    let text = world.request.string(world.request.principal)
    let given = SimulatedCaller.sent("aws:userid", by: world.request)
    guard let parts = ARN(text) else {
      let action = world.request.string(world.request.action).lowercased()
      let isAssuming = action.hasPrefix("sts:assumerolewith")
      form = text == "anonymous" ? .anonymous : isAssuming ? .provider : .service
      (arn, name, userID) = ("", text, given)
      return
    }
    let pieces = parts.resource.split(separator: "/").map(String.init)
    let last = pieces.last ?? ""
    switch (parts.service, pieces.first ?? "") {
    case ("iam", "root"):
      (form, arn, name) = (.root, text, "root")
      userID = given.isEmpty ? parts.account : given
    case ("iam", "saml-provider"), ("iam", "oidc-provider"):
      (form, arn, name, userID) = (.provider, "", text, given)
    case ("iam", "role"):
      (form, arn, name, userID) = (.roleSession, text, last, given)
    case ("sts", "assumed-role"):
      let role = pieces.count > 1 ? pieces[1] : ""
      form = .roleSession
      let plain = "arn:\(parts.partition):iam::\(parts.account):role/\(role)"
      let told = SimulatedCaller.sent("aws:principalarn", by: world.request)
      arn = SimulatedCaller.isSameRole(told, plain) ? told : plain
      (name, userID) = (role, given)
    case ("sts", "federated-user"):
      (form, arn, name) = (.federatedSession, text, last)
      userID = given.isEmpty ? "\(parts.account):\(last)" : given
    default:
      (form, arn, name, userID) = (.user, text, last, given)
    }
  }

  /// Whether the documents of the resource layer are the trust policies of a role (6.6).
  static func isTrustPolicyAsked(action: String, resource: String) -> Bool {
    // Letter case of the service has no meaning (table 1.7), that of the role's path has.
    guard let arn = ARN(resource), arn.service.lowercased() == "iam",
      arn.resource.hasPrefix("role/")
    else { return false }
    let action = action.lowercased()
    return action.hasPrefix("sts:assumerole") || action == "sts:tagsession"
      || action == "sts:setsourceidentity" || action == "sts:setcontext"
  }

  /// Whether two ARNs name one role, when the path of the second is not known (M-32).
  private static func isSameRole(_ told: String, _ plain: String) -> Bool {
    guard let told = ARN(told), let plain = ARN(plain), told.resource.hasPrefix("role/") else {
      return false
    }
    let names = [told, plain].map { $0.resource.split(separator: "/").last?.lowercased() }
    return told.partition == plain.partition && told.service == plain.service
      && told.region == plain.region && told.account == plain.account && names[0] == names[1]
  }

  /// The value that the world gives for a lower-cased key, empty when it gives none.
  private static func sent(_ key: String, by request: AuthorizationRequest) -> String {
    for entry in request.contextEntries.elements
    where entry.valueCount == 1 && request.string(entry.key).lowercased() == key {
      return request.string(request.values[entry.firstValue])
    }
    return ""
  }
}
