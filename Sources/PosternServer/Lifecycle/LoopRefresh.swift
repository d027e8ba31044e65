import NIOCore
import PosternDecisionPoint
import Synchronization

/// Has one event loop adopt every new snapshot at once, also when nobody asks it anything: an idle
/// loop would else keep an old one in memory.
final class LoopRefresh: Sendable {
  private let authorizer: NIOLoopBound<Authorizer>
  private let loop: any EventLoop
  private let isPending = Atomic(false)

  /// Refreshes the authorizer of a loop; made on that loop.
  init(_ authorizer: Authorizer, on loop: any EventLoop) {
    self.authorizer = NIOLoopBound(authorizer, eventLoop: loop)
    self.loop = loop
  }

  /// Wakes the loop, unless it has been woken and has not come to it yet: so a loop that is busy
  /// collects one wake-up, however many snapshots are published meanwhile.
  func poke() {
    guard !isPending.exchange(true, ordering: .acquiringAndReleasing) else { return }
    loop.execute {
      self.isPending.store(false, ordering: .releasing)
      self.authorizer.value.refresh()
    }
  }
}
