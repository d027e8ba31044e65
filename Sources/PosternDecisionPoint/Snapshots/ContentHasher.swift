import PosternEngine
import PosternModel
import PosternText

/// What a `ContentHash` is fed with: texts by their bytes, since texts that only look alike are
/// not the same content.
struct ContentHasher {
  private var hasher: Hasher

  init(seed: Int?) {
    hasher = Hasher()
    if let seed { hasher.combine(seed) }
  }

  /// The hash of all that was put in.
  func finalize() -> Int { hasher.finalize() }

  /// Puts in a text.
  mutating func combine(_ text: String) { hasher.combine(exactly: text) }

  /// Puts in a number.
  mutating func combine(_ number: Int) { hasher.combine(number) }

  /// Puts in the principals of a snapshot.
  mutating func combine(_ principals: [PrincipalEntry]) {
    combine(principals.count)
    for principal in principals { combine(principal) }
  }

  /// Puts in the resources of a snapshot.
  mutating func combine(_ resources: [ResourceEntry]) {
    combine(resources.count)
    for resource in resources {
      combine(resource.arn)
      combine(resource.owner)
      hasher.combine(resource.policy)
      hasher.combine(resource.needsGrant)
    }
  }

  /// Puts in what holds for accounts, in whatever order they come.
  mutating func combine<Value>(
    _ accounts: [String: Value],
    _ put: (inout ContentHasher, Value) -> Void
  ) {
    combine(accounts.count)
    for (account, value) in accounts.sorted(by: { $0.key < $1.key }) {
      combine(account)
      put(&self, value)
    }
  }

  /// Puts in levels of policies.
  mutating func combine(_ levels: [LayerContent]) { hasher.combine(levels) }

  private mutating func combine(_ principal: PrincipalEntry) {
    hasher.combine(principal.form)
    switch principal.lookup {
    case .name(let name): combine(name)
    case .sessions: combine(-1)
    }
    combine(principal.arn)
    combine(principal.name)
    combine(principal.uniqueID)
    combine(principal.issuer)
    hasher.combine(principal.sets)
    hasher.combine(principal.boundary)
    hasher.combine(principal.session)
    hasher.combine(principal.scp)
    combine(principal.tags.count)
    for tag in principal.tags {
      combine(tag.key)
      combine(tag.value)
    }
  }
}
