import PosternModel
import PosternTestKit
import PosternText

/// A request of a workload, before it is put into the form that somebody answers.
struct RequestDraft: Sendable {
  /// Who asks.
  let user: UserDraft
  /// What it wants to do.
  let action: String
  /// On what.
  let resource: String
  /// In which circumstances.
  let facts: RequestFacts

  /// The request as the engine takes it.
  var request: AuthorizationRequest {
    var request = AuthorizationRequest(principal: user.arn, action: action, resource: resource)
    for (key, value) in facts.context { request.addContext(key, value) }
    return request
  }

  /// The request as a client sends it to the sidecar.
  var body: [UInt8] {
    var json = JSONWriter(reusing: [])
    json.beginObject()
    json.name("principal")
    json.string(user.arn)
    json.name("action")
    json.string(action)
    json.name("resource")
    json.string(resource)
    json.name("context")
    json.beginObject()
    for (key, value) in facts.context {
      json.name(key)
      json.string(value)
    }
    json.endObject()
    json.endObject()
    return json.take()
  }

  /// The request with all its user's policies, as the executable specification takes it.
  func world(in workload: Workload) -> World {
    var world = World(principal: user.arn, action: action, resource: resource)
    world.context = facts.context.map {
      World.ContextEntry(key: $0.key, values: [$0.value], isMultivalued: false)
    }
    // The engine knows the tags of a user, the specification is told about them.
    world.context.append(
      World.ContextEntry(
        key: "aws:PrincipalTag/team",
        values: ["team-\(user.team)"],
        isMultivalued: false
      )
    )
    world.identity = workload.policies(of: user).map { number in
      let policy = workload.policies[number]
      return World.Policy(name: policy.name, text: policy.document)
    }
    return world
  }
}
