import PosternPolicy
import PosternTestKit

extension Caller {
  /// How a `Principal` entry means the caller (table of 2.4).
  enum Strength { case direct, wildcard, viaRole, viaUser, account }

  /// The strength with which a `Principal` entry matches, nil when it does not.
  func strength(of entry: PrincipalElement.Entry) -> Strength? {
    let named = entry.name.text
    switch entry.category {
    case .service where kind == .service, .federated where kind == .provider:
      return named == text ? .direct : nil
    case .service, .federated, .canonicalUser: return nil
    case .aws where named == "*": return .wildcard
    case .aws where !isIAM: return nil  // M-31, M-35
    case .aws: break
    }
    switch Self.comparable(named) {
    case account: return kind == .root ? .direct : .account
    case arn.map(Self.comparable): return kind == .roleSession ? .viaRole : .direct
    case Self.comparable(text): return .direct
    case issuer where kind == .federatedSession: return .viaUser
    case userID where kind == .user && named.hasPrefix("AIDA"): return .direct
    case let id where kind == .roleSession && id.hasPrefix("AROA"):
      return userID.hasPrefix(id + ":") ? .viaRole : nil
    default: return nil
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

  /// The name as names are compared: root stands for its account, a role has no path, and the case
  /// of its name has no meaning (M-32, M-33).
  private static func comparable(_ named: String) -> String {
    guard let parts = World.parts(ofARN: named) else { return named }
    let head = parts[..<5].joined(separator: ":")
    let pieces = parts[5].split(separator: "/").map(String.init)
    switch (parts[2], pieces.first, pieces.count) {
    case ("iam", "root", 1): return parts[4]
    case ("iam", "role", 2...): return "\(head):role/" + pieces[pieces.count - 1].lowercased()
    case ("sts", "assumed-role", 3): return "\(head):\(pieces[1].lowercased())/\(pieces[2])"
    default: return named
    }
  }
}
