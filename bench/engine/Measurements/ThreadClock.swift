import Glibc

/// The time that the calling thread has computed, which others on the machine do not add to.
enum ThreadClock {
  /// Nanoseconds since the thread began.
  static var nanoseconds: Int {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
