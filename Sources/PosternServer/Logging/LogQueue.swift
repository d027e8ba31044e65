import NIOPosix
import Synchronization

/// Log lines on their way to a stream that may block for as long as nobody reads it.
///
/// One thread of its own writes; whoever has a line leaves it here and goes on. When more wait than
/// there is room for, lines are dropped and counted, and the count is told as soon as all that
/// waited is written.
package final class LogQueue: Sendable {
  /// How much waits.
  private struct State {
    var byteCount = 0
    var lostCount = 0
  }

  /// The bytes that may wait: some thousand lines.
  package static let standardByteCountMax = 1 << 20

  private let pool = NIOThreadPool(numberOfThreads: 1)
  private let state = Mutex(State())
  private let byteCountMax: Int
  private let writeLine: @Sendable (String) -> Void
  private let noteLoss: @Sendable (Int) -> Void

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - byteCountMax: how many bytes may wait.
  ///   - writeLine: writes a line; may block.
  ///   - noteLoss: says how many lines were lost; may block.
  package init(
    byteCountMax: Int,
    writeLine: @escaping @Sendable (String) -> Void,
    noteLoss: @escaping @Sendable (Int) -> Void
  ) {
    self.byteCountMax = byteCountMax
    self.writeLine = writeLine
    self.noteLoss = noteLoss
    pool.start()
  }

  deinit {
    // A line that nobody reads does not keep the process.
    pool.shutdownGracefully { _ in }
  }

  /// Leaves a line to be written; never blocks.
  package func write(_ line: String) {
    let byteCount = line.utf8.count
    let isTaken = state.withLock { state in
      // A single line that is longer than everything may wait is written all the same.
      guard state.byteCount == 0 || state.byteCount + byteCount <= byteCountMax else {
        state.lostCount += 1
        return false
      }
      state.byteCount += byteCount
      return true
    }
    guard isTaken else { return }
    pool.submit { _ in
      self.writeLine(line)
      let lostCount = self.state.withLock { state in
        state.byteCount -= byteCount
        guard state.byteCount == 0 else { return 0 }
        defer { state.lostCount = 0 }
        return state.lostCount
      }
      if lostCount > 0 { self.noteLoss(lostCount) }
    }
  }

  /// Waits until everything so far is written, or until the time is over, since perhaps nobody
  /// reads.
  package func flush(within duration: Duration) async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let waiting = FirstCome(continuation)
      pool.submit { _ in waiting.resume() }
      Task.detached {
        // Sleeping fails only for a task that is cancelled, and nobody cancels this one.
        try? await Task.sleep(for: duration)
        waiting.resume()
      }
    }
  }

  /// Somebody who waits for whichever of two things happens first.
  private final class FirstCome: Sendable {
    private let continuation: Mutex<CheckedContinuation<Void, Never>?>

    init(_ continuation: CheckedContinuation<Void, Never>) {
      self.continuation = Mutex(continuation)
    }

    func resume() {
      let waiting = continuation.withLock { continuation in
        defer { continuation = nil }
        return continuation
      }
      waiting?.resume()
    }
  }
}
