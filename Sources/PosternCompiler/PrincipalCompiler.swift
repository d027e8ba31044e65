import PosternEngine
import PosternModel
import PosternPolicy

/// Turns the entries of a `Principal` element into what callers are compared with (table 1.5).
struct PrincipalCompiler {
  /// The unique ids of users and roles, by the ARNs that policies name them by (G-53).
  let uniqueIDs: [String: String]

  /// Returns the compiled element; nil for a policy that names no principals.
  func compile(_ element: PrincipalElement?) -> CompiledPrincipalElement? {
    element.map { element in
      CompiledPrincipalElement(
        isNegated: element.isNegated,
        entries: element.entries.map(compile)
      )
    }
  }

  private func compile(_ entry: PrincipalElement.Entry) -> CompiledPrincipal {
    let name = Array(entry.name.text.utf8)
    switch entry.category {
    case .service: return .service(name)
    case .federated: return .provider(name)
    case .canonicalUser: return .nobody
    case .aws: return Self.aws(uniqueIDs[entry.name.text] ?? entry.name.text)
    }
  }

  private static func aws(_ name: String) -> CompiledPrincipal {
    if name == "*" { return .everyone }
    if let account = AccountID(name) { return .account(Array(account.text.utf8)) }
    if name.hasPrefix("AROA") { return .roleID(Array(name.utf8)) }
    if name.hasPrefix("AIDA") { return .userID(Array(name.utf8)) }
    guard let arn = ARN(name) else { return .nobody }
    let partition = Array(arn.partition.utf8)
    let account = Array(arn.account.utf8)
    let pieces = arn.resource.split(separator: "/").map { Array($0.utf8) }
    switch (arn.service, arn.resource.prefix { $0 != "/" }) {
    case ("iam", "root") where arn.region.isEmpty && arn.resource == "root":
      return .account(account)
    case ("iam", "role") where arn.region.isEmpty && pieces.count > 1:
      return .role(
        partition: partition,
        account: account,
        name: lowercased(pieces[pieces.count - 1])
      )
    case ("sts", "assumed-role") where arn.region.isEmpty && pieces.count == 3:
      return .session(
        partition: partition,
        account: account,
        role: lowercased(pieces[1]),
        session: pieces[2]
      )
    default: return .arn(Array(name.utf8))
    }
  }

  private static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
  }
}
