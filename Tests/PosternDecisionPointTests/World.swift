import PosternDecisionPoint
import PosternEngine
import PosternModel

/// Builds worlds with one document per policy, named `I`, `B`, `S`, `R`, `G` after their layers.
enum World {
  static let alice = "arn:aws:iam::111122223333:user/alice"
  static let order = "arn:aws:orders:eu-west-1:111122223333:order/42"

  /// A question about an order, without policies.
  static func question(
    principal: String = alice,
    action: String = "orders:GetOrder",
    resource: String = order,
    context: [String: String] = [:]
  ) -> SimulatedWorld {
    var world = SimulatedWorld()
    world.request = AuthorizationRequest(
      principal: principal,
      action: action,
      resource: resource
    )
    for (key, value) in context.sorted(by: { $0.key < $1.key }) {
      world.request.addContext(key, value)
    }
    return world
  }

  /// A policy with the given statements, each the members of an object.
  static func policy(_ name: String, _ statements: String...) -> SimulatedWorld.Policy {
    let list = statements.map { "{\($0)}" }.joined(separator: ",")
    return SimulatedWorld.Policy(
      name: name,
      text: #"{"Version":"2012-10-17","Statement":[\#(list)]}"#
    )
  }

  /// A statement about orders.
  static func statement(
    _ effect: String,
    _ action: String = "orders:*",
    principal: String? = nil,
    condition: String? = nil
  ) -> String {
    let whom = principal.map { #","Principal":\#($0)"# } ?? ""
    let when = condition.map { #","Condition":\#($0)"# } ?? ""
    return #""Effect":"\#(effect)","Action":"\#(action)","Resource":"*"\#(whom)\#(when)"#
  }

  /// Explains the question of a world, as `postern simulate` decides it.
  static func explain(
    _ world: SimulatedWorld,
    withholdsForeign: Bool = false
  ) throws -> Explanation {
    let snapshot = try Simulator(limits: .standard).prepare(world, revision: 1)
    let evaluator = Evaluator(snapshot: snapshot.compiled, limits: .standard)
    var trace = TracedDecision()
    try evaluator.explain(
      world.request,
      secondsSinceEpoch: 1_700_000_000,
      trustsContext: true,
      into: &trace
    )
    return Explanation(
      trace,
      by: snapshot,
      principal: world.request.string(world.request.principal),
      withholdsForeign: withholdsForeign
    )
  }
}
