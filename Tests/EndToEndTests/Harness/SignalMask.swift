import Foundation
import Glibc

/// The signals that a thread does not listen to; a process that it starts inherits them.
enum SignalMask {
  /// Starts a process that listens to every signal.
  ///
  /// Threads of the concurrency runtime block most signals: a child would never see `SIGTERM`.
  static func startListening(_ process: Process) throws {
    var (none, old) = (sigset_t(), sigset_t())
    // SAFETY: both sets are locals that outlive the calls, which only read and write them.
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &old)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &old, nil) }
    try process.run()
  }
}
