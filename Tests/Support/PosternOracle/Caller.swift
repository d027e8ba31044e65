import PosternPolicy
import PosternTestKit

/// Who asks, as matching sees it (2.4).
struct Caller {
  enum Kind { case root, user, roleSession, federatedSession, service, provider, anonymous }
  /// How a `Principal` entry means the caller (table of 2.4).
  enum Strength { case direct, wildcard, viaRole, viaUser, account }

  let kind: Kind
  /// The name that was presented.
  let text: String
  /// Partition and account, empty for callers outside the account model.
  private(set) var (partition, account) = ("", "")
  /// User name without path, role name, or name of the federated user.
  private(set) var name = ""
  /// The ARN of the user, the role with its path as far as it is known, root or the federated user.
  private(set) var arn: String?
  /// nil for "some session" of a role.
  private var session: String?
  private let issuer: String?
  /// `aws:userid` when the world says it: the only source of unique ids here.
  private let userID: String

  init(_ world: World, userID: String) throws {
    (text, issuer, self.userID) = (world.principal, world.issuer, userID)
    guard text.hasPrefix("arn:") else {
      let isAssuming = world.action.lowercased().hasPrefix("sts:assumerolewith")
      kind = text == "anonymous" ? .anonymous : isAssuming ? .provider : .service
      if text != "anonymous", !text.contains(".") { throw Question.Failure.badPrincipal }
      return
    }
    guard let parts = arnParts(text) else { throw Question.Failure.badPrincipal }
    let pieces = parts[5].split(separator: "/").map(String.init)
    let kinds: [String: Kind] = [
      "iam:root": .root, "iam:user": .user, "iam:role": .roleSession,
      "sts:assumed-role": .roleSession, "sts:federated-user": .federatedSession,
      "iam:saml-provider": .provider, "iam:oidc-provider": .provider,
    ]
    guard let kind = kinds["\(parts[2]):\(pieces.first ?? "")"], kind == .root || pieces.count > 1
    else { throw Question.Failure.badPrincipal }
    self.kind = kind
    if kind == .provider { return }
    (partition, account, name, arn) = (parts[1], parts[4], pieces[pieces.count - 1], text)
    if pieces[0] == "assumed-role" {
      guard pieces.count == 3 else { throw Question.Failure.badPrincipal }
      (name, session) = (pieces[1], pieces[2])
      arn = "arn:\(partition):iam::\(account):role/\(name)"
    }
  }

  var isIAM: Bool { arn != nil }
  var isServiceLinked: Bool { arn?.contains(":role/aws-service-role/") == true }
  var isIssuedByRoot: Bool { kind == .federatedSession && issuer?.hasSuffix(":root") == true }

  /// The strength with which a `Principal` entry matches, nil when it does not.
  func strength(of entry: PrincipalElement.Entry) -> Strength? {
    let named = entry.name.text
    switch entry.category {
    case .service: return kind == .service && named == text ? .direct : nil
    case .federated: return kind == .provider && named == text ? .direct : nil
    case .canonicalUser: return nil
    case .aws where named == "*": return .wildcard
    case .aws where !isIAM: return nil  // M-31, M-35
    case .aws where named == account || arnParts(named)?[2...] == ["iam", "", account, "root"]:
      return kind == .root ? .direct : .account
    case .aws where kind == .roleSession:
      return isRole(named) ? .viaRole : isSession(named) ? .direct : nil
    case .aws where kind == .federatedSession && named == issuer: return .viaUser
    case .aws where kind == .user && named.hasPrefix("AIDA"): return named == userID ? .direct : nil
    case .aws: return named == text ? .direct : nil
    }
  }

  /// Whether every link of the chain is covered by some entry of a `NotPrincipal` (M-40 to M-42).
  func isExempt(from entries: [PrincipalElement.Entry]) -> Bool {
    let covered = Set(entries.compactMap(strength))
    let chain: Set<Strength> =
      switch kind {
      case .anonymous: [.wildcard]
      case .root, .service, .provider: [.direct]
      case .user, .federatedSession: [.account, .direct]
      case .roleSession: [.account, .viaRole, .direct]
      }
    return covered.contains(.wildcard) || chain.isSubset(of: covered)
  }

  /// A role is compared by partition, account and name, for a session's ARN has no path (M-32).
  private func isRole(_ named: String) -> Bool {
    if named.hasPrefix("AROA") { return userID.hasPrefix(named + ":") }
    guard let parts = arnParts(named), parts[5].hasPrefix("role/") else { return false }
    return parts[1...4] == [partition, "iam", "", account]
      && parts[5].split(separator: "/").last?.lowercased() == name.lowercased()
  }

  /// The role's name ignores case, the session's does not (M-33).
  private func isSession(_ named: String) -> Bool {
    guard let parts = arnParts(named), let session else { return false }
    let pieces = parts[5].split(separator: "/").map(String.init)
    return parts[1...4] == [partition, "sts", "", account] && pieces.count == 3
      && pieces[0] == "assumed-role" && pieces[1].lowercased() == name.lowercased()
      && pieces[2] == session
  }
}

/// The six parts of an ARN, nil when it is none.
func arnParts(_ text: String) -> [String]? {
  let parts = text.unicodeScalars.split(
    separator: ":",
    maxSplits: 5,
    omittingEmptySubsequences: false
  ).map { String($0) }
  return parts.count == 6 && parts[0] == "arn" ? parts : nil
}
