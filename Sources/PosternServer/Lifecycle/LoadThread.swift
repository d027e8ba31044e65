import NIOPosix

/// The thread that loads entities, one load at a time.
///
/// The first load has the machine to itself. Later ones run beside requests, which must not wait
/// for them: from `giveWay` on, the loops come first wherever they share a core.
final class LoadThread: Sendable {
  private let pool = NIOThreadPool(numberOfThreads: 1)

  /// Starts the thread.
  init() {
    pool.start()
  }

  deinit {
    // Work that is running is left to itself: a process that ends does not wait for a load.
    pool.shutdownGracefully { _ in }
  }

  /// Returns what `work` returns, once everything that was asked for before is done; nil when the
  /// task that asks has been cancelled.
  func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
    try? await pool.runIfActive(work)
  }

  /// Has all work from now on give way to everybody else's.
  func giveWay() async {
    await run(ThreadPriority.giveWay)
  }
}
