import Glibc

/// The computing time of the calling thread.
enum ThreadTime {
  /// Returns how long the thread computes for `work`; waiting, also for a core, does not count.
  static func measure(_ work: () -> Void) -> Duration {
    let start = now()
    work()
    return now() - start
  }

  private static func now() -> Duration {
    var time = timespec()
    // SAFETY: the time is a local that outlives the call.
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
