/// How the loads of the entities have gone since the process began.
package struct LoadHistory: Sendable, Equatable {
  /// The last load; nil before the first has ended.
  package private(set) var last: LoadReport?
  /// When the last load that was in order ended, in whole seconds since 1970; 0 before the first.
  package private(set) var lastSuccessSeconds = 0
  /// How many loads were in order.
  package private(set) var successCount: UInt64 = 0
  /// How many loads were refused.
  package private(set) var failureCount: UInt64 = 0

  init() {}

  mutating func note(_ load: LoadReport) {
    last = load
    if load.problemCount == 0 {
      lastSuccessSeconds = load.endedSeconds
      successCount += 1
    } else {
      failureCount += 1
    }
  }
}
