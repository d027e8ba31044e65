/// The principal of a world, read from the text that names it.
package struct Caller: Sendable {
  /// The kinds of callers (2.4).
  package enum Kind: Sendable {
    /// The root user of an account.
    case root
    /// A user.
    case user
    /// A session of a role.
    case roleSession
    /// A session that a user or root issued to somebody else.
    case federatedSession
    /// A service that acts for itself.
    case service
    /// Somebody with a token of an identity provider, while assuming a role.
    case provider
    /// Nobody that is known.
    case anonymous
  }

  /// Which of the kinds.
  package let kind: Kind
  /// The name that was presented.
  package let text: String
  /// The partition; empty for callers outside the account model.
  package private(set) var partition = ""
  /// The account; empty for callers outside the account model.
  package private(set) var account = ""
  /// User name without path, role name, or name of the federated user.
  package private(set) var name = ""
  /// The ARN of root, the user, the federated user or the role, with as much of its path as is
  /// known; nil for callers outside the account model.
  package private(set) var arn: String?
  /// The name of a role's session; nil for "some session" of a role.
  package private(set) var session: String?
  /// The ARN that issued a federated session, when the world says it.
  package let issuer: String?
  /// `aws:userid` when the world says it, else empty: the only source of unique ids.
  package let userID: String

  /// Reads the caller of a world.
  package init(_ world: World) throws {
    (text, issuer) = (world.principal, world.issuer)
    userID = world.context.first { $0.key.lowercased() == "aws:userid" }?.values.first ?? ""
    let problem = WorldError(pointer: "/principal", expected: "an ARN, a service or `anonymous`")
    guard text.hasPrefix("arn:") else {
      let isAssuming = world.action.lowercased().hasPrefix("sts:assumerolewith")
      kind = text == "anonymous" ? .anonymous : isAssuming ? .provider : .service
      if text != "anonymous", !text.contains(".") { throw problem }
      return
    }
    guard let parts = World.parts(ofARN: text) else { throw problem }
    let pieces = parts[5].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let kinds: [String: Kind] = [
      "iam:root": .root, "iam:user": .user, "iam:role": .roleSession,
      "sts:assumed-role": .roleSession, "sts:federated-user": .federatedSession,
      "iam:saml-provider": .provider, "iam:oidc-provider": .provider,
    ]
    guard let kind = kinds["\(parts[2]):\(pieces[0])"] else { throw problem }
    let isSession = pieces[0] == "assumed-role"
    let hasPieces =
      kind == .root ? pieces.count == 1 : isSession ? pieces.count == 3 : pieces.count > 1
    guard hasPieces, !pieces.contains("") else { throw problem }
    self.kind = kind
    if kind == .provider { return }
    (partition, account, name, arn) = (parts[1], parts[4], pieces[pieces.count - 1], text)
    if isSession {
      (name, session) = (pieces[1], pieces[2])
      arn = "arn:\(partition):iam::\(account):role/\(name)"
      // A session's ARN has no path; the world may tell the role's (M-32).
      let told = world.context.first { $0.key.lowercased() == "aws:principalarn" }?.values.first
      if let told, let role = World.parts(ofARN: told), role[5].hasPrefix("role/"),
        role[1...4] == [partition, "iam", "", account],
        role[5].split(separator: "/").last?.lowercased() == name.lowercased()
      {
        arn = told
      }
    }
  }

  /// Whether the caller belongs to an account.
  package var isIAM: Bool { arn != nil }
  /// Whether the caller is a session of a role that belongs to a service (E-26).
  package var isServiceLinked: Bool { arn?.contains(":role/aws-service-role/") == true }
  /// Whether the caller is a federated session that root issued.
  package var isIssuedByRoot: Bool {
    kind == .federatedSession && issuer?.hasSuffix(":root") == true
  }
}

extension World {
  /// The six parts of an ARN, nil when the text is none.
  package static func parts(ofARN text: String) -> [String]? {
    let parts = text.unicodeScalars.split(
      separator: ":",
      maxSplits: 5,
      omittingEmptySubsequences: false
    ).map { String($0) }
    return parts.count == 6 && parts[0] == "arn" ? parts : nil
  }
}
