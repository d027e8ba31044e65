import Dispatch
package import PosternModel
import Synchronization

/// Where decisions come from: holds the published snapshot and hands it to the event loops.
///
/// A loop keeps its own strong reference and compares one number to learn of a change, so that a
/// decision takes no lock and touches no shared reference count.
package final class DecisionPoint: Sendable {
  /// The bounds that hold for requests and snapshots.
  package let limits: Limits
  /// What is decided by, with the number of its publication.
  private struct Published {
    var snapshot: PolicySnapshot?
    var generation: UInt64 = 0
  }

  private let builder: Mutex<SnapshotBuilder>
  private let published = Mutex(Published())
  private let generation = Atomic<UInt64>(0)
  private let observers = Mutex<[@Sendable () -> Void]>([])

  /// Creates a decision point without policies; nothing is decided before the first publication.
  package init(limits: Limits) {
    self.limits = limits
    builder = Mutex(SnapshotBuilder(limits: limits))
  }

  /// Makes contents what is decided by, and compiles what changed in them.
  ///
  /// - Throws: why the contents cannot be compiled; what was published before stays.
  /// - Complexity: O(n) in the text of the policies that changed, and in the number of entities.
  package func publish(_ contents: AccountContents, revision: UInt64) throws(LoadError) {
    try publish(contents, sessions: [], revision: revision, limits: limits)
  }

  /// Makes contents what is decided by, within other bounds than those that hold for requests.
  ///
  /// - Throws: why the contents cannot be compiled; what was published before stays.
  /// - Complexity: as within those; other bounds than the last time compile everything.
  package func publish(
    _ contents: AccountContents,
    revision: UInt64,
    limits: Limits
  ) throws(LoadError) {
    try publish(contents, sessions: [], revision: revision, limits: limits)
  }

  /// Makes contents and sessions what is decided by, and compiles what changed in them.
  ///
  /// - Throws: why the contents cannot be compiled; what was published before stays.
  /// - Complexity: as without sessions.
  package func publish(
    _ contents: AccountContents,
    sessions: [AssumedSession],
    revision: UInt64
  ) throws(LoadError) {
    try publish(contents, sessions: sessions, revision: revision, limits: limits)
  }

  private func publish(
    _ contents: AccountContents,
    sessions: [AssumedSession],
    revision: UInt64,
    limits: Limits
  ) throws(LoadError) {
    try builder.withLock { builder throws(LoadError) in
      if limits != builder.limits { builder = SnapshotBuilder(limits: limits) }
      publish(try builder.build(contents, sessions: sessions, revision: revision))
    }
  }

  /// Makes another text of one managed policy what is decided by; everything else stays.
  ///
  /// - Returns: whether it was published; if not, nothing has changed, and only a publication of
  ///   all contents can take the policy in.
  /// - Throws: why the policy is refused; what was published before stays.
  /// - Complexity: O(n) in the text of the policy, and in the statements of the sets that have it.
  package func publish(
    replacing policy: ManagedPolicy,
    revision: UInt64
  ) throws(LoadError) -> Bool {
    try builder.withLock { builder throws(LoadError) in
      guard let snapshot = try builder.build(replacing: policy, revision: revision) else {
        return false
      }
      publish(snapshot)
      return true
    }
  }

  /// Makes a snapshot that was built elsewhere what is decided by, and tells the observers.
  package func publish(_ snapshot: PolicySnapshot) {
    let number = published.withLock { published in
      published.snapshot = snapshot
      published.generation += 1
      return published.generation
    }
    // A maximum, because two publications may come here in either order.
    generation.max(number, ordering: .releasing)
    for observer in observers.withLock({ $0 }) { observer() }
  }

  /// Has `observer` called after every publication, on the thread that publishes; it must return at
  /// once.
  ///
  /// A loop that nobody asks learns so of the new snapshot, and lets go of the old one.
  package func observe(_ observer: @escaping @Sendable () -> Void) {
    observers.withLock { $0.append(observer) }
  }

  /// Whether a snapshot has been published.
  package var isReady: Bool { current != nil }

  /// The published snapshot's revision; 0 before the first.
  package var revision: UInt64 { current?.revision ?? 0 }

  /// The published snapshot; nil before the first.
  package var current: PolicySnapshot? { published.withLock { $0.snapshot } }

  /// The published snapshot with the number of its publication.
  ///
  /// The number belongs to the snapshot: who keeps both never takes an older snapshot for a newer
  /// one.
  var newest: (snapshot: PolicySnapshot, generation: UInt64)? {
    published.withLock { published in
      published.snapshot.map { ($0, published.generation) }
    }
  }

  /// Gives up a loop's reference to a snapshot, on another thread.
  ///
  /// Whoever gives up the last one takes it apart, which would hold up the requests of its loop.
  static func letGo(of snapshot: consuming PolicySnapshot) {
    let box = snapshot
    releases.async { withExtendedLifetime(box) {} }
  }

  /// Waits until what all loops have given up so far is given up.
  package static func finishReleases() { releases.sync {} }

  private static let releases = DispatchQueue(label: "snapshot releases", qos: .utility)

  /// A number that grows with every publication.
  var currentGeneration: UInt64 { generation.load(ordering: .acquiring) }
}
