import Dispatch
import Glibc
import Synchronization

/// Turns signals into calls, for as long as it lives.
///
///     signal ─▶ handler: a byte into a pipe ─▶ the queue reads it ─▶ call
///
/// The signals' own effect is switched off for the rest of the process; SIGPIPE is ignored, since a
/// peer that goes away is an ordinary event. None is lost from the moment that `init` returns: what
/// comes before the queue reads waits in the pipe. Dispatch has sources of signals too, which begin
/// some time later and lose what comes until then, as a request to stop that follows a start at
/// once.
final class SignalListener {
  private let source: (any DispatchSourceRead)?

  /// Starts to listen; calls come on a thread of the system's choice, one at a time and in the
  /// order of the signals.
  ///
  /// Without a pipe, for want of file descriptors, the signals keep their own effect, which ends
  /// the process.
  init(_ receive: @escaping @Sendable (ProcessSignal) -> Void) {
    signal(SIGPIPE, SIG_IGN)
    guard let pipe = SignalPipe() else {
      source = nil
      return
    }
    let source = DispatchSource.makeReadSource(
      fileDescriptor: pipe.readEnd,
      queue: DispatchQueue(label: "postern.signals")
    )
    source.setEventHandler {
      for number in pipe.take() {
        ProcessSignal.allCases.first { $0.number == Int32(number) }.map(receive)
      }
    }
    source.activate()
    self.source = source
    writeEnd.store(pipe.writeEnd, ordering: .releasing)
    for processSignal in ProcessSignal.allCases { signal(processSignal.number, note) }
  }

  deinit {
    source?.cancel()
  }
}

/// Where the handler of the signals writes to: for the rest of the process, like the handler.
private let writeEnd = Atomic<Int32>(-1)

/// The handler: calls only what may be called in one (signal-safety(7)), and leaves `errno` alone.
private func note(_ number: Int32) {
  let former = errno
  var byte = UInt8(truncatingIfNeeded: number)
  // SAFETY: the byte is read during the call. A full pipe has enough signals waiting.
  _ = unsafe write(writeEnd.load(ordering: .acquiring), &byte, 1)
  errno = former
}

extension ProcessSignal {
  /// The signal's number on this system.
  fileprivate var number: Int32 {
    switch self {
    case .terminate: SIGTERM
    case .interrupt: SIGINT
    case .hangUp: SIGHUP
    }
  }
}
