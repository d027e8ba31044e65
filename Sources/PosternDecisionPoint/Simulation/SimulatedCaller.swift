import PosternEngine
import PosternModel

/// What the name of a principal says when no store is asked.
struct SimulatedCaller {
  /// What kind of caller it is.
  let form: CallerForm
  /// The ARN of the entity; of a role session the role's, without the path that nobody knows.
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
    let given = SimulatedCaller.sentUserID(of: world.request)
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
      arn = "arn:\(parts.partition):iam::\(parts.account):role/\(role)"
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
    guard let arn = ARN(resource), arn.service == "iam", arn.resource.hasPrefix("role/") else {
      return false
    }
    let action = action.lowercased()
    return action.hasPrefix("sts:assumerole") || action == "sts:tagsession"
      || action == "sts:setsourceidentity"
  }

  /// The value that the world gives for `aws:userid`, empty when it gives none.
  private static func sentUserID(of request: AuthorizationRequest) -> String {
    for entry in request.contextEntries
    where entry.valueCount == 1 && request.string(entry.key).lowercased() == "aws:userid" {
      return request.string(request.values[entry.firstValue])
    }
    return ""
  }
}
