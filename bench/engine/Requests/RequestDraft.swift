import PosternModel
import PosternTestKit
import PosternText

/// A request of a workload, before it is put into the form that somebody answers.
struct RequestDraft: Sendable {
  /// Who asks.
  let user: CallerDraft
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
    for (key, values) in facts.lists { request.addContext(key, list: values) }
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
    for (key, values) in facts.lists {
      json.name(key)
      json.beginArray()
      for value in values { json.string(value) }
      json.endArray()
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
    world.context += facts.lists.map {
      World.ContextEntry(key: $0.key, values: $0.values, isMultivalued: true)
    }
    // The engine knows the tags of a user, the specification is told about them.
    world.context.append(
      World.ContextEntry(
        key: "aws:PrincipalTag/team",
        values: ["team-\(user.team)"],
        isMultivalued: false
      )
    )
    func policy(_ draft: PolicyDraft) -> World.Policy {
      World.Policy(name: draft.name, text: draft.document)
    }
    world.identity = user.policies.map { policy(workload.policies[$0]) }
    world.boundary = user.boundary.map { [policy(workload.policies[$0])] } ?? []
    world.session = user.session.map { [policy(workload.layers.sessionPolicies[$0])] }
    if let draft = workload.layers.policy(of: resource) {
      world.resourcePolicies = [World.Policy(name: draft.arn, text: draft.document)]
    }
    if !workload.layers.serviceControls.isEmpty {
      world.scp = workload.layers.serviceControls.enumerated().map { level, documents in
        documents.enumerated().map { World.Policy(name: "scp-\(level)-\($0)", text: $1) }
      }
    }
    return world
  }
}
