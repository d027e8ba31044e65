import PosternModel
import PosternText

/// Which elements a kind of policy has (table 1.6, G-64, G-65).
struct ElementRules {
  let kind: PolicyKind

  func check(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      switch kind {
      case .inline, .managed, .boundary, .session, .scp: try checkWithoutPrincipal(statement)
      case .trust: try checkTrust(statement)
      case .rcp: try checkResourceControl(statement)
      case .gateway, .resource: try checkPrincipal(statement)
      }
    }
  }

  private func checkWithoutPrincipal(_ statement: StatementOutline) throws(PolicyError) {
    guard let principal = statement.principal else { return }
    throw .needlessPrincipal(
      "a policy of this kind holds for whom it is attached to and has no `\(name(principal))`",
      at: principal.position
    )
  }

  private func checkTrust(_ statement: StatementOutline) throws(PolicyError) {
    if let resource = statement.resource {
      throw .prohibitedField(
        "Resource",
        "a trust policy is about its role and names no resource",
        help: nil,
        at: resource.position
      )
    }
    guard let principal = statement.principal else {
      throw .missingField(
        "Principal",
        "a trust policy must say who may assume the role",
        at: statement.start
      )
    }
    guard !principal.element.isNegated else {
      throw .prohibitedField(
        "NotPrincipal",
        "a trust policy must name whom it is about",
        help: "deny with `Principal` and a condition on `aws:PrincipalArn`",
        at: principal.position
      )
    }
  }

  private func checkResourceControl(_ statement: StatementOutline) throws(PolicyError) {
    guard statement.effect != .allow else {
      throw .policyType(
        "a resource control policy can only deny",
        help: nil,
        at: statement.effectText.position
      )
    }
    guard let principal = statement.principal, !principal.element.isNegated else {
      throw .policyType(
        "a resource control policy must have `\"Principal\": \"*\"`",
        help: nil,
        at: statement.principal?.position ?? statement.start
      )
    }
    if let action = statement.action, action.element.isNegated {
      throw .policyType(
        "a resource control policy cannot have `NotAction`",
        help: nil,
        at: action.position
      )
    }
  }

  /// A resource policy must say whom it is about: without that its denies deny nothing (M-36).
  private func checkPrincipal(_ statement: StatementOutline) throws(PolicyError) {
    guard let principal = statement.principal else {
      throw .missingField(
        "Principal",
        "a policy of this kind must say whom it is about",
        at: statement.start
      )
    }
    // Everyone but a few would be granted access, anonymous callers among them.
    if principal.element.isNegated, statement.effect == .allow {
      throw .syntax(
        "`NotPrincipal` can only be used with `Deny`",
        help: nil,
        at: principal.position
      )
    }
  }

  private func name(_ principal: Placed<PrincipalElement>) -> String {
    principal.element.isNegated ? "NotPrincipal" : "Principal"
  }
}
