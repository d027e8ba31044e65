import PosternDecisionPoint
import PosternTestKit

extension PosternTestKit.World {
  /// The world as the simulator takes it.
  var simulated: SimulatedWorld {
    var simulated = SimulatedWorld()
    simulated.request = request
    simulated.issuer = issuer ?? ""
    simulated.needsResourceGrant = needsResourceGrant
    simulated.isLenient = isLenient
    simulated.identity = identity.map(\.simulated)
    simulated.boundary = boundary.map(\.simulated)
    simulated.session = session?.map(\.simulated)
    simulated.resource = resourcePolicies?.map(\.simulated)
    simulated.scp = scp?.map { $0.map(\.simulated) }
    simulated.rcp = rcp?.map { $0.map(\.simulated) }
    simulated.gateway = gateway.map(\.simulated)
    return simulated
  }
}

extension PosternTestKit.World.Policy {
  fileprivate var simulated: SimulatedWorld.Policy {
    SimulatedWorld.Policy(name: name, text: text)
  }
}
