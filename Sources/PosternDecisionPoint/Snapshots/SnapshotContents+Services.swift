import PosternEngine
import PosternModel
import PosternPolicy

extension SnapshotContents {
  /// Adds what services say of themselves.
  ///
  /// - Parameters:
  ///   - services: the user's own services.
  ///   - documents: the pool that was made for these services.
  ///   - sets: where the set of resources that need a grant of their own goes.
  /// - Throws: when a bound of the snapshot is reached.
  mutating func describe(
    _ services: [Service],
    documents: inout DocumentPool,
    sets: inout SetPool
  ) throws(LoadError) {
    controlledServices = PolicyRules.customer(.rcp, services: services).controllableServices
    actions = services.flatMap(\.entries)
    let grants = services.flatMap(\.ownGrants)
    guard !grants.isEmpty else { return }
    let statements = grants.enumerated().map { Statement.allowing($1, index: $0) }
    let document = PolicyDocument(version: .v2008, id: nil, statements: statements)
    ownGrant = sets.layer(of: [try documents.number(ofMade: document, named: "services#grants")])
  }
}

extension Service {
  /// What the service says of its actions, and of those that it does not list.
  fileprivate var entries: [ActionEntry] {
    let prefix = prefix.lowercased()
    let namesPolicyActions = actions.contains(where: \.handlesPolicy)
    var entries = actions.map { action in
      ActionEntry(
        name: "\(prefix):\(action.name.lowercased())",
        resource: action.resourceTypes.isEmpty ? action.defaultResource ?? "*" : "",
        handlesPolicy: namesPolicyActions ? action.handlesPolicy : nil
      )
    }
    if namesPolicyActions {
      entries.append(ActionEntry(name: prefix, resource: "", handlesPolicy: false))
    }
    return entries
  }

  /// The actions and the resources of each type that needs a grant of its own policy: all actions
  /// but the exempt ones.
  fileprivate var ownGrants: [(action: ActionElement, resource: String)] {
    let exempt = actions.filter(\.isExemptFromResourceGrant).map { "\(prefix):\($0.name)" }
    let action = ActionElement(
      isNegated: !exempt.isEmpty,
      entries: (exempt.isEmpty ? ["*"] : exempt).map(PolicyString.init(unplaced:))
    )
    return resourceTypes.filter(\.needsResourceGrant).map { (action, $0.arn) }
  }
}

extension Statement {
  /// A statement that nobody wrote, and that no explanation shows.
  fileprivate static func allowing(
    _ grant: (action: ActionElement, resource: String),
    index: Int
  ) -> Statement {
    let resource = PolicyString(unplaced: grant.resource)
    return Statement(
      index: index,
      sid: nil,
      effect: .allow,
      principal: nil,
      action: grant.action,
      resource: ResourceElement(isNegated: false, entries: [resource]),
      conditions: [],
      start: resource.position,
      end: resource.position
    )
  }
}
