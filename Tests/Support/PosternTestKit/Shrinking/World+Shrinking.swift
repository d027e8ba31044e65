import PosternModel
import PosternText

extension World {
  /// Returns a world that still has a property, as small as single steps make it.
  ///
  /// - Complexity: O(n²) evaluations of the property, where n is the number of pieces of the world.
  package func shrunk(while holds: (World) -> Bool) -> World {
    var smallest = self
    while let smaller = smallest.reductions.first(where: holds) { smallest = smaller }
    return smallest
  }

  /// Every world that is this one without one piece: a layer, a policy, a piece of a policy, a
  /// context key.
  private var reductions: [World] {
    var smaller: [World] = []
    func add(_ change: (inout World) -> Void) {
      var copy = self
      change(&copy)
      if copy != self { smaller.append(copy) }
    }
    add { $0.identity = [] }
    add { $0.boundary = [] }
    add { $0.session = nil }
    add { $0.resourcePolicies = nil }
    add { $0.scp = nil }
    add { $0.rcp = nil }
    add { $0.gateway = [] }
    add { $0.context = [] }
    for path in [\World.identity, \.boundary, \.gateway] {
      for policies in Self.reductions(of: self[keyPath: path]) {
        add { $0[keyPath: path] = policies }
      }
    }
    for path in [\World.session, \.resourcePolicies] {
      for policies in self[keyPath: path].map(Self.reductions(of:)) ?? [] {
        add { $0[keyPath: path] = policies }
      }
    }
    for path in [\World.scp, \.rcp] {
      guard let levels = self[keyPath: path] else { continue }
      for (index, level) in levels.enumerated() {
        add { $0[keyPath: path] = levels.removing(index) }
        for policies in Self.reductions(of: level) {
          add { $0[keyPath: path] = levels.replacing(index, with: policies) }
        }
      }
    }
    for (index, entry) in context.enumerated() {
      add { $0.context.remove(at: index) }
      for value in entry.values.indices where entry.isMultivalued {
        add { $0.context[index].values.remove(at: value) }
      }
    }
    add { $0.resourceAccount = nil }
    add { $0.needsResourceGrant = false }
    return smaller
  }

  private static func reductions(of policies: [Policy]) -> [[Policy]] {
    var smaller = policies.indices.map { policies.removing($0) }
    let rules = JSONRules.policyDocument
    for (index, policy) in policies.enumerated() {
      guard let document = try? JSONDocument(policy.text, rules: rules) else { continue }
      smaller += JSONTree(document.root).reductions.map {
        policies.replacing(index, with: Policy(name: policy.name, text: $0.text))
      }
    }
    return smaller
  }
}
