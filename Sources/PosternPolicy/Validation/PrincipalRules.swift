import PosternModel
import PosternText

/// How principals are written, and which kinds of policies may name them (table 1.5, G-51, G-52).
///
/// Whether a named entity exists is asked elsewhere, by those who have the entities (G-53).
struct PrincipalRules {
  let kind: PolicyKind
  let partitions: [String]

  func check(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      for entry in statement.principal?.element.entries ?? [] {
        if let problem = problem(entry) {
          throw .principal(
            "`\(entry.name.text.shown)` cannot be a principal: \(problem.detail)",
            help: problem.help,
            at: entry.name.position
          )
        }
      }
    }
  }

  private struct Problem {
    let detail: String
    let help: String?
  }

  private func problem(_ entry: PrincipalElement.Entry) -> Problem? {
    let name = entry.name.text
    if entry.category == .aws, name == "*" { return nil }
    guard !name.utf8.contains(where: { "*?".utf8.contains($0) }) else {
      return Problem(
        detail: "wildcards are not replaced in principals",
        help: "write `*` alone and restrict it by a condition on `aws:PrincipalArn`"
      )
    }
    switch entry.category {
    case .aws: return identity(name)
    case .service:
      return PrincipalName.isDomain(name)
        ? nil : Problem(detail: "expected a service such as `name.domain`", help: nil)
    case .federated: return federated(name)
    case .canonicalUser: return canonicalUser(name)
    }
  }

  private func identity(_ name: String) -> Problem? {
    if AccountID(name) != nil || PrincipalName.isUniqueID(name) { return nil }
    guard let arn = ARN(name) else {
      return Problem(
        detail: "expected `*`, an account id, an ARN or a unique id",
        help: PrincipalName.isDomain(name) ? "did you mean `{\"Service\": …}`?" : nil
      )
    }
    guard partitions.contains(arn.partition) else {
      return Problem(
        detail: "the partition `\(arn.partition.shown)` is not registered",
        help: WordList(partitions).guess(for: arn.partition)
      )
    }
    guard arn.region.isEmpty, AccountID(arn.account) != nil else {
      return Problem(
        detail: "expected no region and an account of twelve digits in the ARN",
        help: nil
      )
    }
    switch arn.service {
    case "iam": return entity(arn.resource)
    case "sts": return session(arn.resource)
    default:
      return Problem(
        detail: "`\(arn.service.shown)` has no principals",
        help: "use an ARN of `iam` or `sts`"
      )
    }
  }

  private func entity(_ resource: String) -> Problem? {
    if resource == "root" { return nil }
    let word = resource.prefix { $0 != "/" }
    switch word {
    case "user", "role":
      let isName = PrincipalName.isPathAndName(resource.dropFirst(word.count))
      return isName ? nil : Problem(detail: "expected `\(word)/` and a name", help: nil)
    case "group":
      return Problem(detail: "groups are no principals", help: "name the users or a role")
    case "instance-profile":
      return Problem(
        detail: "instance profiles are no principals",
        help: "name the role of the profile"
      )
    default:
      return Problem(detail: "expected `root`, `user/…` or `role/…` behind the account", help: nil)
    }
  }

  private func session(_ resource: String) -> Problem? {
    let parts = resource.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.first {
    case "assumed-role":
      let isSession = parts.count == 3 && parts.dropFirst().allSatisfy(PrincipalName.isName)
      return isSession
        ? nil : Problem(detail: "expected `assumed-role/role/session`, without a path", help: nil)
    case "federated-user":
      guard kind != .trust else {
        return Problem(detail: "federated users cannot assume roles", help: nil)
      }
      let isUser = parts.count == 2 && PrincipalName.isName(parts[1])
      return isUser ? nil : Problem(detail: "expected `federated-user/name`", help: nil)
    default:
      return Problem(
        detail: "expected `assumed-role/role/session` or `federated-user/name`",
        help: nil
      )
    }
  }

  private func federated(_ name: String) -> Problem? {
    guard kind == .trust else {
      return Problem(detail: "identity providers only stand in trust policies", help: nil)
    }
    if PrincipalName.isDomain(name) { return nil }
    guard let arn = ARN(name), arn.service == "iam", arn.region.isEmpty,
      partitions.contains(arn.partition), AccountID(arn.account) != nil
    else {
      return Problem(detail: "expected the ARN or the domain of an identity provider", help: nil)
    }
    let isProvider = ["saml-provider/", "oidc-provider/"].contains {
      arn.resource.hasPrefix($0) && arn.resource.count > $0.count
    }
    return isProvider
      ? nil : Problem(detail: "expected `saml-provider/…` or `oidc-provider/…`", help: nil)
  }

  private func canonicalUser(_ name: String) -> Problem? {
    guard kind != .trust else {
      return Problem(detail: "canonical users only stand in policies of resources", help: nil)
    }
    let isHex = name.utf8.count == 64 && name.utf8.allSatisfy { Hex.value(of: $0) != nil }
    return isHex ? nil : Problem(detail: "expected 64 hexadecimal digits", help: nil)
  }
}
