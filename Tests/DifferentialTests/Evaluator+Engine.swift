import PosternDecisionPoint
import PosternModel
import PosternTestKit

extension Evaluator {
  /// The compiled engine behind the decision point, fed through the same contents as a store's.
  static let engine = Evaluator("engine") { world in
    let decisionPoint = DecisionPoint(limits: .standard)
    try decisionPoint.publish(world.contents, revision: 1)
    let authorizer = Authorizer(
      decisionPoint: decisionPoint, trustsContext: true,
      secondsSinceEpoch: { Int(Evaluator.nowSeconds) })
    authorizer.refresh()
    return { world in
      let decision = try authorizer.authorize(world.request)
      return Verdict(
        outcome: decision.outcome, layer: decision.isAllowed ? nil : decision.layer, reasons: [])
    }
  }
}

extension World {
  /// The world of a user with identity policies, as entities.
  fileprivate var contents: AccountContents {
    var contents = AccountContents()
    guard let arn = ARN(principal), let account = AccountID(arn.account),
      let slash = arn.resource.lastIndex(of: "/"), arn.resource.hasPrefix("user/")
    else { return contents }
    contents.accounts = [Account(id: account, partition: arn.partition, alias: nil)]
    // Every second policy comes through a group, so that both roads are walked.
    let inline = identity.map {
      InlinePolicy(name: $0.name, document: PolicyText(text: $0.text, origin: nil))
    }
    contents.groups = [
      Group(
        account: account, name: "team", path: "/", uniqueID: "AGPA1", createdSeconds: 0,
        inlinePolicies: inline.enumerated().filter { $0.offset % 2 == 1 }.map(\.element),
        attachedPolicies: [])
    ]
    contents.users = [
      User(
        account: account, name: String(arn.resource[arn.resource.index(after: slash)...]),
        path: String(arn.resource.dropFirst(4)[...slash]), uniqueID: "AIDA1", createdSeconds: 0,
        groups: ["team"],
        inlinePolicies: inline.enumerated().filter { $0.offset % 2 == 0 }.map(\.element),
        attachedPolicies: [], permissionsBoundary: nil, tags: [])
    ]
    return contents
  }
}
