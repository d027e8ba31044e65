import PosternModel
import PosternText

/// Findings about principals.
struct PrincipalFindings {
  let kind: PolicyKind

  func findings(in statement: Statement) -> [PolicyFinding] {
    guard let principal = statement.principal else { return [] }
    var findings: [PolicyFinding] = []
    if principal.isNegated, let first = principal.entries.first {
      findings.append(
        PolicyFinding(
          code: .notPrincipal,
          severity: .warning,
          message: "`NotPrincipal` spares a session only when account, role and session are all "
            + "listed; consider `Principal` `*` with `ArnNotEquals` on `aws:PrincipalArn`",
          statementIndex: statement.index,
          position: first.name.position
        )
      )
    }
    for entry in principal.entries where entry.category == .canonicalUser {
      findings.append(nobody(entry, in: statement))
    }
    guard kind == .trust else { return findings }
    for entry in principal.entries { findings += trustFindings(entry, in: statement) }
    return findings
  }

  /// Canonical ids name accounts, and no account is known by one here.
  private func nobody(
    _ entry: PrincipalElement.Entry,
    in statement: Statement
  ) -> PolicyFinding {
    PolicyFinding(
      code: .principalNeverMatches,
      severity: .error,
      message: "the canonical user `\(entry.name.text.prefix(8))…` stands for nobody, for accounts "
        + "are not known by canonical ids here; write `{\"AWS\": …}` with the id of its account",
      statementIndex: statement.index,
      position: entry.name.position
    )
  }

  private func trustFindings(
    _ entry: PrincipalElement.Entry,
    in statement: Statement
  ) -> [PolicyFinding] {
    switch entry.category {
    case .aws where entry.name.text == "*" && statement.effect == .allow:
      return [
        PolicyFinding(
          code: .everyoneTrusted,
          severity: .security,
          message: "everyone may assume the role, as far as the conditions let them",
          statementIndex: statement.index,
          position: entry.name.position
        )
      ]
    case .federated:
      guard let action = Self.action(for: entry.name.text), !Self.names(statement, action) else {
        return []
      }
      return [
        PolicyFinding(
          code: .providerMismatch,
          severity: .error,
          message: "the provider `\(entry.name.text.shown)` goes with `sts:\(action)`, "
            + "which the statement does not name",
          statementIndex: statement.index,
          position: entry.name.position
        )
      ]
    case .aws, .service, .canonicalUser: return []
    }
  }

  /// The action that makes sessions through a provider (G-61).
  private static func action(for provider: String) -> String? {
    guard let arn = ARN(provider) else { return "AssumeRoleWithWebIdentity" }
    return arn.resource.hasPrefix("saml-provider/")
      ? "AssumeRoleWithSAML" : "AssumeRoleWithWebIdentity"
  }

  private static func names(_ statement: Statement, _ action: String) -> Bool {
    let isListed = statement.action.entries.contains {
      WildcardText.matches($0.text, word: "sts:" + action)
    }
    return isListed != statement.action.isNegated
  }
}
