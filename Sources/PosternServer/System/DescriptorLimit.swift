import Glibc

/// How many files and connections this process may have open.
enum DescriptorLimit {
  /// What the process opens besides connections: files of policies and certificates, event loops,
  /// listeners, with room to spare.
  static let ownCount = 64

  /// Raises the limit to what the system allows without a privilege; returns what it is then.
  ///
  /// Shells start processes with a low one for the sake of old programs, lower than the number of
  /// connections that are taken. Changes nothing when the system refuses.
  static func raise() -> Int {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    // SAFETY: both calls use the structure during the call only.
    guard unsafe getrlimit(resource, &limit) == 0 else { return .max }
    let former = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    if unsafe setrlimit(resource, &limit) != 0 { limit.rlim_cur = former }
    return Int(clamping: limit.rlim_cur)
  }
}
