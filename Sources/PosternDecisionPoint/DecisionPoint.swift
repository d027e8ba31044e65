package import PosternModel
import Synchronization

/// Where decisions come from: holds the published snapshot and hands it to the event loops.
///
/// A loop keeps its own strong reference and compares one number to learn of a change, so that a
/// decision takes no lock and touches no shared reference count.
package final class DecisionPoint: Sendable {
  /// The bounds that hold for requests and snapshots.
  package let limits: Limits
  private let published: Mutex<PolicySnapshot?>
  private let generation: Atomic<UInt64>

  /// Creates a decision point without policies; nothing is decided before the first publication.
  package init(limits: Limits) {
    self.limits = limits
    published = Mutex(nil)
    generation = Atomic(0)
  }

  /// Compiles contents and makes them what is decided by.
  ///
  /// - Throws: why the contents cannot be compiled; what was published before stays.
  /// - Complexity: O(n) in the text of all policies.
  package func publish(_ contents: AccountContents, revision: UInt64) throws(LoadError) {
    try publish(contents, revision: revision, limits: limits)
  }

  /// Compiles contents within other bounds than those that hold for requests, and makes them what
  /// is decided by.
  ///
  /// - Throws: why the contents cannot be compiled; what was published before stays.
  /// - Complexity: O(n) in the text of all policies.
  package func publish(
    _ contents: AccountContents,
    revision: UInt64,
    limits: Limits
  ) throws(LoadError) {
    publish(try SnapshotBuilder(limits: limits).build(contents, revision: revision))
  }

  /// Makes a snapshot that was built elsewhere what is decided by.
  package func publish(_ snapshot: PolicySnapshot) {
    published.withLock { $0 = snapshot }
    generation.add(1, ordering: .releasing)
  }

  /// Whether a snapshot has been published.
  package var isReady: Bool { current != nil }

  /// The published snapshot's revision; 0 before the first.
  package var revision: UInt64 { current?.revision ?? 0 }

  /// The published snapshot; nil before the first.
  package var current: PolicySnapshot? { published.withLock { $0 } }

  /// A number that changes with every publication.
  var currentGeneration: UInt64 { generation.load(ordering: .acquiring) }
}
