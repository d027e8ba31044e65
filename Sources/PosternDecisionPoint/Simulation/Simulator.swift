import PosternEngine
package import PosternModel

/// Decides worlds: compiles the policies that a question brings along and asks the same evaluator
/// that serves.
package struct Simulator {
  private let limits: Limits
  private let cache: PolicyCache
  private var documents: DocumentPool
  private var sets = SetPool()

  /// Creates a simulator that reads every policy anew.
  package init(limits: Limits) {
    self.init(limits: limits, cache: PolicyCache(limits: limits))
  }

  /// Creates a simulator.
  ///
  /// - Parameters:
  ///   - limits: the bounds of documents and requests.
  ///   - cache: where policies are that worlds before this one had; each principal has a share.
  package init(limits: Limits, cache: PolicyCache) {
    self.limits = limits
    self.cache = cache
    documents = DocumentPool(limits: limits)
  }

  /// Prepares the policies of a world; questions about them may then be asked one after another.
  ///
  /// - Throws: the first document that is refused; a lenient world refuses fewer.
  /// - Complexity: O(n) in the text of the policies.
  package consuming func prepare(
    _ world: SimulatedWorld,
    revision: UInt64
  ) throws(LoadError) -> PolicySnapshot {
    var contents = SnapshotContents()
    try describe(world.services, in: &contents)
    let caller = SimulatedCaller(world)
    let resource = world.request.string(world.request.resource)
    let action = world.request.string(world.request.action)
    let isTrust = SimulatedCaller.isTrustPolicyAsked(action: action, resource: resource)
    let identity = sets.number(of: try numbers(of: world.identity, .inline, world))
    contents.principals = [
      PrincipalEntry(
        form: caller.form,
        lookup: .name(world.request.string(world.request.principal)),
        arn: caller.arn,
        name: caller.name,
        uniqueID: caller.userID,
        issuer: world.issuer,
        sets: identity.map { [$0] } ?? [],
        boundary: world.boundary.isEmpty
          ? .absent : sets.layer(of: try numbers(of: world.boundary, .boundary, world)),
        session: try layer(of: world.session, .session, world),
        scp: try levels(of: world.scp, .scp, world),
        tags: []
      )
    ]
    contents.resources = [
      ResourceEntry(
        arn: "",
        policy: try layer(of: world.resource, isTrust ? .trust : .resource, world),
        needsGrant: world.needsResourceGrant,
        owner: ""
      )
    ]
    if let levels = try levels(of: world.rcp, .rcp, world) { contents.rcp[""] = levels }
    contents.gateway =
      world.gateway.isEmpty
      ? .absent : sets.layer(of: try numbers(of: world.gateway, .gateway, world))
    sets.endRound(documents, on: .thisThread)
    contents.sets = sets.laidOut
    let compiled = Snapshot(
      contents,
      actions: documents.actions,
      keys: documents.keys,
      older: nil,
      shared: []
    )
    let counts = SnapshotCounts(
      principals: 1,
      policies: 0,
      statements: documents.statements.count,
      sets: sets.count,
      bytes: compiled.byteCount
    )
    return PolicySnapshot(
      compiled: compiled,
      revision: revision,
      counts: counts,
      statements: documents.statements
    )
  }

  private mutating func describe(
    _ services: [Service],
    in contents: inout SnapshotContents
  ) throws(LoadError) {
    if !services.isEmpty { documents = try DocumentPool(limits: limits, services: services) }
    try contents.describe(services, documents: &documents, sets: &sets)
  }

  private mutating func layer(
    of policies: [SimulatedWorld.Policy]?,
    _ kind: PolicyKind,
    _ world: SimulatedWorld
  ) throws(LoadError) -> LayerContent {
    guard let policies else { return .absent }
    return sets.layer(of: try numbers(of: policies, kind, world))
  }

  private mutating func levels(
    of levels: [[SimulatedWorld.Policy]]?,
    _ kind: PolicyKind,
    _ world: SimulatedWorld
  ) throws(LoadError) -> [LayerContent]? {
    guard let levels else { return nil }
    var contents: [LayerContent] = []
    for level in levels { contents.append(try layer(of: level, kind, world)) }
    return contents
  }

  private mutating func numbers(
    of policies: [SimulatedWorld.Policy],
    _ kind: PolicyKind,
    _ world: SimulatedWorld
  ) throws(LoadError) -> [Int] {
    var numbers: [Int] = []
    for policy in policies {
      let read: SessionPolicy
      do {
        read = try cache.policy(
          policy.text,
          kind: kind,
          reading: world.isLenient ? .lenient : .strict,
          owner: world.request.string(world.request.principal)
        )
      } catch {
        throw .policy(name: policy.name, error, origin: policy.origin)
      }
      numbers.append(try documents.add(read.document, named: policy.name, kind: kind))
    }
    return numbers
  }
}
