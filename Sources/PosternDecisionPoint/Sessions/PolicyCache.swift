package import PosternModel
package import PosternPolicy
import PosternText
import Synchronization

/// Policies that come with requests and sessions, read once for each text: bounded, and divided
/// among those who bring them.
///
/// Every owner has a share of its own, in policies and in bytes, and displaces its own policies
/// first. When all owners together have more than there is room for, the largest one loses its
/// oldest: who has little is not displaced by who has much. So an owner must be an identity that
/// was authenticated, never a name that a caller can invent.
package final class PolicyCache: Sendable {
  /// How a policy is read.
  package enum Reading: Int, Sendable {
    /// As a store would take it.
    case strict
    /// As it is evaluated, whatever a store would say.
    case lenient
  }

  /// How the cache has been used.
  package struct Statistics: Sendable, Equatable {
    /// Questions that were answered from the cache.
    package var hitCount = 0
    /// Policies that were read.
    package var readCount = 0
    /// Policies that were displaced.
    package var displacedCount = 0
    /// Bytes of text of the policies that are held, once for each owner.
    package var byteCount = 0
  }

  fileprivate struct Key: Hashable {
    let text: ExactText
    let kind: PolicyKind
    let reading: Reading
  }

  fileprivate struct Share {
    var ages: [Key: Int] = [:]
    var byteCount = 0
  }

  fileprivate struct Holding {
    let policy: SessionPolicy
    var ownerCount: Int
  }

  fileprivate struct State {
    var holdings: [Key: Holding] = [:]
    var shares: [String: Share] = [:]
    var age = 0
    var statistics = Statistics()
  }

  private let limits: Limits
  private let state = Mutex(State())

  /// Creates an empty cache.
  package init(limits: Limits) {
    self.limits = limits
  }

  /// How the cache has been used so far.
  package var statistics: Statistics { state.withLock { $0.statistics } }

  /// Returns a policy, read now or before.
  ///
  /// - Parameters:
  ///   - text: the document.
  ///   - kind: decides what is legal in it.
  ///   - reading: whether what a store would refuse is refused.
  ///   - owner: whose share it counts in.
  /// - Returns: the policy.
  /// - Throws: why the document is refused; refusals are not kept.
  /// - Complexity: O(n) in the text; O(owners) when all room is taken.
  package func policy(
    _ text: String,
    kind: PolicyKind,
    reading: Reading,
    owner: String
  ) throws(PolicyError) -> SessionPolicy {
    let key = Key(text: ExactText(text), kind: kind, reading: reading)
    if let known = state.withLock({ $0.take(key, for: owner, limits) }) { return known }
    let bytes = Array(text.utf8)
    let policy = SessionPolicy(
      document: reading == .lenient
        ? try PolicyParser.parse(lenient: bytes, kind: kind, limits: limits)
        : try PolicyParser.parse(bytes, kind: kind, limits: limits),
      hash: ContentHash {
        $0.combine(text)
        $0.combine(kind.rawValue)
        $0.combine(reading.rawValue)
      },
      byteCount: bytes.count
    )
    state.withLock { $0.put(policy, under: key, for: owner, limits) }
    return policy
  }
}

extension PolicyCache.State {
  /// The policy under a key, which from now on also counts in the share of `owner`.
  fileprivate mutating func take(
    _ key: PolicyCache.Key,
    for owner: String,
    _ limits: Limits
  ) -> SessionPolicy? {
    guard let policy = holdings[key]?.policy else { return nil }
    statistics.hitCount += 1
    hold(policy, under: key, for: owner, limits)
    return policy
  }

  /// Keeps a policy that was read; too large a one is not kept.
  fileprivate mutating func put(
    _ policy: SessionPolicy,
    under key: PolicyCache.Key,
    for owner: String,
    _ limits: Limits
  ) {
    statistics.readCount += 1
    hold(policy, under: key, for: owner, limits)
  }

  private mutating func hold(
    _ policy: SessionPolicy,
    under key: PolicyCache.Key,
    for owner: String,
    _ limits: Limits
  ) {
    guard policy.byteCount <= limits.cachedPolicyByteCountMaxPerOwner else { return }
    age += 1
    if shares[owner]?.ages.updateValue(age, forKey: key) == nil {
      shares[owner, default: PolicyCache.Share()].ages[key] = age
      shares[owner]?.byteCount += policy.byteCount
      statistics.byteCount += policy.byteCount
      holdings[key, default: PolicyCache.Holding(policy: policy, ownerCount: 0)].ownerCount += 1
    }
    while let share = shares[owner],
      share.ages.count > limits.cachedPolicyCountMaxPerOwner
        || share.byteCount > limits.cachedPolicyByteCountMaxPerOwner
    {
      displaceOldest(of: owner)
    }
    while statistics.byteCount > limits.cachedPolicyByteCountMax,
      let largest = shares.max(by: { $0.value.byteCount < $1.value.byteCount })
    {
      displaceOldest(of: largest.key)
    }
  }

  /// - Complexity: O(n) in the policies of the owner, of which there are few.
  private mutating func displaceOldest(of owner: String) {
    guard let oldest = shares[owner]?.ages.min(by: { $0.value < $1.value })?.key,
      let holding = holdings[oldest]
    else { return }
    statistics.displacedCount += 1
    statistics.byteCount -= holding.policy.byteCount
    shares[owner]?.byteCount -= holding.policy.byteCount
    shares[owner]?.ages[oldest] = nil
    if shares[owner]?.ages.isEmpty == true { shares[owner] = nil }
    holdings[oldest]?.ownerCount -= 1
    if holding.ownerCount == 1 { holdings[oldest] = nil }
  }
}
