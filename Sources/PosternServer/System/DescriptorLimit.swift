import Glibc

/// How many files and connections this process may have open.
enum DescriptorLimit {
  /// Raises the limit to what the system allows without a privilege.
  ///
  /// Shells start processes with a low one for the sake of old programs, lower than the number of
  /// connections that are taken. Changes nothing when the system refuses.
  static func raise() {
    var limit = rlimit()
    // SAFETY: both calls use the structure during the call only.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
