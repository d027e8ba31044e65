import Glibc

/// How many files and connections this process may have open.
enum DescriptorLimit {
  /// What the process opens besides connections: files of policies and certificates, event loops,
  /// listeners, with room to spare.
  static let ownCount = 64

  private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

  /// How many the system allows now; as many as there are numbers when it does not say.
  static var current: Int {
    read().map { Int(clamping: $0.rlim_cur) } ?? .max
  }

  /// Raises the limit to what the system allows without a privilege.
  ///
  /// Shells start processes with a low one for the sake of old programs, lower than the number of
  /// connections that are taken. Changes nothing when the system refuses.
  static func raise() {
    guard var limit = read() else { return }
    limit.rlim_cur = limit.rlim_max
    // SAFETY: the call uses the structure during the call only.
    _ = unsafe setrlimit(resource, &limit)
  }

  private static func read() -> rlimit? {
    var limit = rlimit()
    // SAFETY: the call uses the structure during the call only.
    return unsafe getrlimit(resource, &limit) == 0 ? limit : nil
  }
}
