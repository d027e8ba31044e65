import Glibc

/// How much of a busy core a thread gets beside others.
enum ThreadPriority {
  /// The share is a tenth of that of a thread which has not given way; a core that nobody else
  /// wants is had in full.
  ///
  /// More would hold up a withdrawn permission while the machine is busy.
  static let steps: Int32 = 10

  /// Has the calling thread give way to all others, for good.
  ///
  /// Nobody may raise a priority again without a privilege. Changes nothing when the system
  /// refuses.
  static func giveWay() {
    // On Linux a priority belongs to a thread, and 0 stands for the caller's (setpriority(2)).
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, steps)
  }

  /// Lets those go first that wait for the core of the calling thread.
  ///
  /// To have given way is not enough: a thread that runs keeps its core for some milliseconds
  /// before the system looks who else wants it.
  static func rest() { _ = sched_yield() }

  /// How far the calling thread gives way: 0 when it never did, and none was inherited.
  static var current: Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
}
