import PosternPolicy
import PosternTestKit

extension Caller {
  /// How a `Principal` entry means the caller (table of 2.4).
  enum Strength { case direct, wildcard, viaRole, viaUser, account }

  /// The strength with which a `Principal` entry matches, nil when it does not.
  func strength(of entry: PrincipalElement.Entry) -> Strength? {
    let named = entry.name.text
    switch entry.category {
    case .service: return kind == .service && named == text ? .direct : nil
    case .federated: return kind == .provider && named == text ? .direct : nil
    case .canonicalUser: return nil
    case .aws where named == "*": return .wildcard
    case .aws where !isIAM: return nil  // M-31, M-35
    case .aws where isAccount(named): return kind == .root ? .direct : .account
    case .aws where kind == .roleSession && isRole(named): return .viaRole
    case .aws where kind == .roleSession: return isSession(named) ? .direct : nil
    case .aws where kind == .federatedSession && named == issuer: return .viaUser
    case .aws where kind == .user && named == userID && named.hasPrefix("AIDA"): return .direct
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

  private func isAccount(_ named: String) -> Bool {
    named == account || World.parts(ofARN: named)?[2...] == ["iam", "", account, "root"]
  }

  /// A role is compared by partition, account and name, for a session's ARN has no path (M-32).
  private func isRole(_ named: String) -> Bool {
    if named.hasPrefix("AROA") { return userID.hasPrefix(named + ":") }
    guard let parts = World.parts(ofARN: named), parts[5].hasPrefix("role/") else { return false }
    return parts[1...4] == [partition, "iam", "", account]
      && parts[5].split(separator: "/").last?.lowercased() == name.lowercased()
  }

  /// The role's name ignores case, the session's does not (M-33).
  private func isSession(_ named: String) -> Bool {
    guard let parts = World.parts(ofARN: named), let session else { return false }
    let pieces = parts[5].split(separator: "/").map(String.init)
    return parts[1...4] == [partition, "sts", "", account] && pieces.count == 3
      && pieces[0] == "assumed-role" && pieces[1].lowercased() == name.lowercased()
      && pieces[2] == session
  }
}
