import PosternModel
import PosternTestKit
import PosternText

extension World {
  /// How many policies all layers have together.
  var policyCount: Int {
    layers.reduce(0) { $0 + $1.levels.joined().count }
  }

  /// Changes every policy, layer by layer; the number counts through all layers.
  func changingPolicies(_ change: (_ number: Int, _ tree: inout JSONTree) throws -> Void) throws
    -> World
  {
    var number = 0
    func changed(_ policies: [Policy]) throws -> [Policy] {
      try policies.map { policy in
        var tree = JSONTree(try JSONDocument(policy.text, rules: .policyDocument).root)
        try change(number, &tree)
        number += 1
        return Policy(name: policy.name, text: tree.text)
      }
    }
    var world = self
    world.identity = try changed(identity)
    world.boundary = try changed(boundary)
    world.session = try session.map(changed)
    world.resourcePolicies = try resourcePolicies.map(changed)
    world.scp = try scp?.map(changed)
    world.rcp = try rcp?.map(changed)
    world.gateway = try changed(gateway)
    return world
  }

  /// Changes one policy.
  func changingPolicy(_ number: Int, _ change: (inout JSONTree) throws -> Void) throws -> World {
    try changingPolicies { if $0 == number { try change(&$1) } }
  }

  /// Returns a question with the policies of another world.
  func with(policiesOf other: World) -> World {
    var world = other
    (world.action, world.resource, world.context) = (action, resource, context)
    world.resourceAccount = resourceAccount
    world.isResourceless = isResourceless
    return world
  }
}
