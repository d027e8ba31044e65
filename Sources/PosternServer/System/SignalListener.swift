import Dispatch
import Glibc

/// Turns signals into calls, for as long as it lives.
///
/// The signals' own effect is switched off for the rest of the process; SIGPIPE is ignored, since a
/// peer that goes away is an ordinary event.
final class SignalListener {
  private let sources: [any DispatchSourceSignal]

  /// Starts to listen; calls come on a thread of the system's choice, one at a time.
  init(_ receive: @escaping @Sendable (ProcessSignal) -> Void) {
    let queue = DispatchQueue(label: "postern.signals")
    signal(SIGPIPE, SIG_IGN)
    sources = ProcessSignal.allCases.map { processSignal in
      signal(processSignal.number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: processSignal.number, queue: queue)
      source.setEventHandler { receive(processSignal) }
      source.activate()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
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
