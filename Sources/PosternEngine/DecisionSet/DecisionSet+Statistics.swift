extension DecisionSet {
  /// How large a set is, and how much of it a decision looks at.
  package struct Statistics: Sendable, Equatable {
    /// The size in bytes, programs and texts included.
    package let byteCount: Int
    /// How many entries there are.
    package let entryCount: Int
    /// How many of them are found by a prefix index.
    package let indexedCount: Int
    /// How many services have a run of their own.
    package let serviceCount: Int
    /// The most entries that one search passes, by their marks or one by one: those of a service
    /// and an effect that no index finds, and those of every service.
    package let scannedCountMax: Int
  }

  /// The statistics of the set.
  ///
  /// - Complexity: O(n) in the entries.
  package var statistics: Statistics { SetReader(bytes).statistics }
}

extension SetReader {
  /// The statistics of the set.
  var statistics: DecisionSet.Statistics {
    let parts = runs.flatMap { [$0.denies, $0.allows] }
    let shared = runs.first.map { max($0.denies.scannedCount, $0.allows.scannedCount) } ?? 0
    let own = runs.dropFirst().map { max($0.denies.scannedCount, $0.allows.scannedCount) }
    return DecisionSet.Statistics(
      byteCount: bytes.count,
      entryCount: parts.reduce(0) { $0 + $1.entries.count },
      indexedCount: parts.reduce(0) { $0 + $1.entries.count - $1.scannedCount },
      serviceCount: services.count,
      scannedCountMax: shared + (own.max() ?? 0)
    )
  }
}

extension SetReader.Part {
  /// How many entries a search passes one by one.
  fileprivate var scannedCount: Int { index == nil ? entries.count : openCount }
}
