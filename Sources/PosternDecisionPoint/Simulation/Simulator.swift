import PosternCompiler
import PosternEngine
package import PosternModel
import PosternPolicy
import PosternText

/// Decides worlds: compiles the policies that a question brings along and asks the same evaluator
/// that serves.
package struct Simulator {
  /// The bounds of documents and requests.
  private let limits: Limits
  private var compiler = PolicyCompiler()
  private var sets = SetPool()
  private var descriptions: [StatementDescription] = []

  /// Creates a simulator.
  package init(limits: Limits) {
    self.limits = limits
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
    let caller = SimulatedCaller(world)
    let resource = world.request.string(world.request.resource)
    let action = world.request.string(world.request.action)
    let isTrust = SimulatedCaller.isTrustPolicyAsked(action: action, resource: resource)
    let identity = sets.number(of: try statements(of: world.identity, .inline, world))
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
          ? .absent : sets.layer(of: try statements(of: world.boundary, .boundary, world)),
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
      ? .absent : sets.layer(of: try statements(of: world.gateway, .gateway, world))
    contents.sets = sets.build(actions: compiler.actions)
    let compiled = Snapshot(contents, actions: compiler.actions, keys: compiler.keys)
    let counts = SnapshotCounts(
      principals: 1,
      policies: 0,
      statements: descriptions.count,
      sets: contents.sets.count,
      bytes: compiled.byteCount
    )
    return PolicySnapshot(
      compiled: compiled,
      revision: revision,
      counts: counts,
      statements: descriptions
    )
  }

  private mutating func layer(
    of policies: [SimulatedWorld.Policy]?,
    _ kind: PolicyKind,
    _ world: SimulatedWorld
  ) throws(LoadError) -> LayerContent {
    guard let policies else { return .absent }
    return sets.layer(of: try statements(of: policies, kind, world))
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

  private mutating func statements(
    of policies: [SimulatedWorld.Policy],
    _ kind: PolicyKind,
    _ world: SimulatedWorld
  ) throws(LoadError) -> [CompiledStatement] {
    var statements: [CompiledStatement] = []
    for policy in policies {
      let document: PolicyDocument
      do {
        let text = Array(policy.text.utf8)
        document =
          world.isLenient
          ? try PolicyParser.parse(lenient: text, kind: kind, limits: limits)
          : try PolicyParser.parse(text, kind: kind, limits: limits)
      } catch {
        throw .policy(name: policy.name, error, origin: policy.origin)
      }
      let firstID = UInt32(descriptions.count)
      descriptions += document.statements.map {
        StatementDescription(policy: policy.name, $0)
      }
      do {
        statements += try compiler.compile(
          document,
          kind: kind,
          firstID: firstID,
          limits: limits
        )
      } catch {
        throw .limit(error.message)
      }
    }
    return statements
  }
}
