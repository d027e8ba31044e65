import PosternDecisionPoint
import PosternEngine
import PosternModel
package import PosternTestKit

extension PosternTestKit.Evaluator {
  /// The compiled engine, asked about worlds as `postern simulate` asks it.
  package static let simulator = PosternTestKit.Evaluator("simulator") { world in
    let snapshot = try Simulator(limits: .standard).prepare(world.simulated, revision: 1)
    let evaluator = PosternEngine.Evaluator(snapshot: snapshot.compiled, limits: .standard)
    let texts = Authorizer(decisionPoint: DecisionPoint(limits: .standard))
    return { world in
      let request = world.request
      let decision = try evaluator.decide(
        request,
        secondsSinceEpoch: Int(nowSeconds),
        trustsContext: true
      )
      return texts.verdict(of: decision, on: request)
    }
  }

  /// The compiled engine behind the decision point, fed with entities as a store would feed it; for
  /// users with identity policies and for roles with a trust policy only.
  package static let decisionPoint = PosternTestKit.Evaluator("decision point") { world in
    let decisionPoint = DecisionPoint(limits: .standard)
    let contents = world.isTrust ? world.contentsOfRole : world.contentsOfUser
    try decisionPoint.publish(contents, revision: 1)
    let authorizer = Authorizer(decisionPoint: decisionPoint)
    authorizer.refresh()
    return { world in
      let request = world.request
      return authorizer.verdict(of: try authorizer.authorize(request), on: request)
    }
  }
}

extension Authorizer {
  /// An authorizer that believes a request whatever context it sends.
  fileprivate convenience init(decisionPoint: DecisionPoint) {
    self.init(
      decisionPoint: decisionPoint,
      trustsContext: true,
      secondsSinceEpoch: { Int(PosternTestKit.Evaluator.nowSeconds) }
    )
  }

  /// The decision in the words that all evaluators share.
  fileprivate func verdict(of decision: Decision, on request: AuthorizationRequest) -> Verdict {
    guard !decision.isAllowed else { return Verdict(outcome: .allow, layer: nil) }
    var message: [UInt8] = []
    appendMessage(for: decision, of: request, to: &message)
    return Verdict(
      outcome: decision.outcome,
      layer: decision.layer,
      message: String(decoding: message, as: UTF8.self)
    )
  }
}

extension World {
  /// The world as the simulator takes it.
  fileprivate var simulated: SimulatedWorld {
    var simulated = SimulatedWorld()
    simulated.request = request
    simulated.issuer = issuer ?? ""
    simulated.needsResourceGrant = needsResourceGrant
    simulated.isLenient = isLenient
    simulated.services = services
    simulated.identity = identity.map(\.simulated)
    simulated.boundary = boundary.map(\.simulated)
    simulated.session = session?.map(\.simulated)
    simulated.resource = resourcePolicies?.map(\.simulated)
    simulated.scp = scp?.map { $0.map(\.simulated) }
    simulated.rcp = rcp?.map { $0.map(\.simulated) }
    simulated.gateway = gateway.map(\.simulated)
    return simulated
  }

  /// The world of a user with identity policies, as entities.
  fileprivate var contentsOfUser: AccountContents {
    var contents = AccountContents()
    guard let arn = ARN(principal), let account = AccountID(arn.account),
      let slash = arn.resource.lastIndex(of: "/"), arn.resource.hasPrefix("user/")
    else { return contents }
    contents.services = services
    contents.accounts = [Account(id: account, partition: arn.partition, alias: nil)]
    // Every second policy comes through a group, so that both roads are walked.
    let inline = identity.map {
      InlinePolicy(name: $0.name, document: PolicyText(text: $0.text, origin: nil))
    }
    contents.groups = [
      Group(
        account: account,
        name: "team",
        path: "/",
        uniqueID: "AGPA1",
        createdSeconds: 0,
        inlinePolicies: inline.enumerated().filter { $0.offset % 2 == 1 }.map(\.element),
        attachedPolicies: []
      )
    ]
    contents.users = [
      User(
        account: account,
        name: String(arn.resource[arn.resource.index(after: slash)...]),
        path: String(arn.resource.dropFirst(4)[...slash]),
        uniqueID: "",
        createdSeconds: 0,
        groups: ["team"],
        inlinePolicies: inline.enumerated().filter { $0.offset % 2 == 0 }.map(\.element),
        attachedPolicies: [],
        permissionsBoundary: nil,
        tags: []
      )
    ]
    return contents
  }

  /// The world of a role that is to be assumed, as entities.
  fileprivate var contentsOfRole: AccountContents {
    var contents = AccountContents()
    guard let arn = ARN(resource), let account = AccountID(arn.account),
      let slash = arn.resource.lastIndex(of: "/"), arn.resource.hasPrefix("role/"),
      let trust = resourcePolicies?.first
    else { return contents }
    contents.services = services
    contents.accounts = [Account(id: account, partition: arn.partition, alias: nil)]
    contents.roles = [
      Role(
        account: account,
        name: String(arn.resource[arn.resource.index(after: slash)...]),
        path: String(arn.resource.dropFirst(4)[...slash]),
        uniqueID: "",
        createdSeconds: 0,
        trustPolicy: PolicyText(text: trust.text, origin: nil),
        sessionSecondsMax: 3_600,
        inlinePolicies: [],
        attachedPolicies: [],
        permissionsBoundary: nil,
        tags: []
      )
    ]
    return contents
  }
}

extension World.Policy {
  fileprivate var simulated: SimulatedWorld.Policy {
    SimulatedWorld.Policy(name: name, text: text)
  }
}
