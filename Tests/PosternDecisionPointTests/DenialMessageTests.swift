import PosternDecisionPoint
import PosternModel
import Testing

@Suite("Denial messages")
struct DenialMessageTests {
  /// The end of the sentence for one layer (table 6.9).
  struct Case: CustomTestStringConvertible, Sendable {
    let outcome: Decision.Outcome
    let layer: Layer
    let suffix: String

    init(_ outcome: Decision.Outcome, _ layer: Layer, _ suffix: String) {
      self.outcome = outcome
      self.layer = layer
      self.suffix = suffix
    }

    var testDescription: String { "\(outcome) \(layer)" }
  }

  static let cases = [
    Case(.explicitDeny, .identity, "with an explicit deny in an identity-based policy"),
    Case(.explicitDeny, .resource, "with an explicit deny in a resource-based policy"),
    Case(.explicitDeny, .boundary, "with an explicit deny in a permissions boundary"),
    Case(.explicitDeny, .session, "with an explicit deny in a session policy"),
    Case(.explicitDeny, .scp, "with an explicit deny in a service control policy"),
    Case(.implicitDeny, .scp, "with an explicit deny in a service control policy"),
    Case(.explicitDeny, .rcp, "with an explicit deny in a resource control policy"),
    Case(.explicitDeny, .gateway, "with an explicit deny in a VPC endpoint policy"),
    Case(.explicitDeny, .trust, "with an explicit deny in the role trust policy"),
    Case(.implicitDeny, .identity, "because no identity-based policy allows the a:B action"),
    Case(.implicitDeny, .resource, "because no resource-based policy allows the a:B action"),
    Case(.implicitDeny, .boundary, "because no permissions boundary allows the a:B action"),
    Case(.implicitDeny, .session, "because no session policy allows the a:B action"),
    Case(.implicitDeny, .gateway, "because no VPC endpoint policy allows the a:B action"),
    Case(.implicitDeny, .trust, "because no role trust policy allows the a:B action"),
  ]

  private func message(_ case: Case, resource: String) -> String {
    let authorizer = Authorizer(
      decisionPoint: DecisionPoint(limits: .standard),
      trustsContext: false,
      secondsSinceEpoch: { 0 }
    )
    var bytes: [UInt8] = []
    authorizer.appendMessage(
      for: Decision(
        outcome: `case`.outcome,
        layer: `case`.layer,
        cause: .policy,
        statement: nil
      ),
      of: AuthorizationRequest(principal: Shop.alice, action: "a:B", resource: resource),
      to: &bytes
    )
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("name the one layer that denied (table 6.9)", arguments: cases)
  func layer(case: Case) {
    #expect(
      message(`case`, resource: Shop.order)
        == "User: \(Shop.alice) is not authorized to perform: a:B on resource: \(Shop.order) "
        + `case`.suffix
    )
  }

  @Test("leave the resource out when the action has none", arguments: cases)
  func resourceless(case: Case) {
    #expect(
      message(`case`, resource: "*")
        == "User: \(Shop.alice) is not authorized to perform: a:B \(`case`.suffix)"
    )
  }
}
