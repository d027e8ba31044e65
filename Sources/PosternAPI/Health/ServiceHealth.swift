package import PosternDecisionPoint
import Synchronization

/// What the process knows about its own health; shared by all loops and written by the lifecycle
/// only.
package final class ServiceHealth: Sendable {
  /// The version of the program.
  package let version: String
  private let decisionPoint: DecisionPoint
  private let drains = Atomic<Bool>(false)
  private let history = Mutex(LoadHistory())
  private let refusal = Mutex<OptionsRefusal?>(nil)

  /// Creates the health of a process that has loaded nothing yet.
  package init(version: String, decisionPoint: DecisionPoint) {
    self.version = version
    self.decisionPoint = decisionPoint
  }

  /// Whether a snapshot is live.
  package var hasSnapshot: Bool { decisionPoint.isReady }

  /// The revision of the live snapshot; 0 without one.
  package var revision: UInt64 { decisionPoint.revision }

  /// Whether the process is on its way out.
  package var isDraining: Bool { drains.load(ordering: .relaxed) }

  /// How the last load went; nil before the first has ended.
  package var lastLoad: LoadReport? { loads.last }

  /// What is known of all loads so far.
  package var loads: LoadHistory { history.withLock { $0 } }

  /// Why the options that were read last do not hold; nil when they do.
  package var optionsRefusal: OptionsRefusal? { refusal.withLock { $0 } }

  /// How much the live snapshot holds; nil without one.
  package var counts: SnapshotCounts? { decisionPoint.current?.counts }

  /// Notes that the process is on its way out; there is no way back.
  package func beginDraining() {
    drains.store(true, ordering: .relaxed)
  }

  /// Notes what became of options that were read again; nil when they hold now.
  package func note(_ refusal: OptionsRefusal?) {
    self.refusal.withLock { $0 = refusal }
  }

  /// Notes how a load went.
  package func note(_ load: LoadReport) {
    history.withLock { $0.note(load) }
  }
}
