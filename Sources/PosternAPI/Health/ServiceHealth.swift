package import PosternDecisionPoint
import Synchronization

/// What the process knows about its own health; shared by all loops and written by the lifecycle
/// only.
package final class ServiceHealth: Sendable {
  /// The version of the program.
  package let version: String
  private let decisionPoint: DecisionPoint
  private let drains = Atomic<Bool>(false)
  private let report = Mutex<LoadReport?>(nil)

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
  package var lastLoad: LoadReport? { report.withLock { $0 } }

  /// Notes that the process is on its way out; there is no way back.
  package func beginDraining() {
    drains.store(true, ordering: .relaxed)
  }

  /// Notes how a load went.
  package func note(_ load: LoadReport) {
    report.withLock { $0 = load }
  }
}
