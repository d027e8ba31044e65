import PosternAdministration
package import PosternDecisionPoint

/// What a directory of entities becomes when a sidecar loads it.
package struct DirectoryDump {
  private let snapshot: PolicySnapshot?

  /// Loads and compiles the directory within the limits and quotas of some options.
  ///
  /// - Throws: everything that is wrong with it.
  package init(directory: String, by options: ServerOptions) throws(LoadFailure) {
    let decisionPoint = DecisionPoint(limits: options.limits)
    let loader = EntityLoader(directory: directory, decisionPoint: decisionPoint)
    _ = try loader.load(limits: options.limits, quotas: options.quotas)
    snapshot = decisionPoint.current
  }

  /// Returns everything, or the decision set with a number.
  ///
  /// - Throws: that there is no such set.
  package func text(
    _ format: PolicySnapshot.DumpFormat,
    set: Int?
  ) throws(OptionsError) -> String {
    guard let text = snapshot?.dump(format, set: set) else {
      throw OptionsError(.outOfRange, subject: "--number", "expected the number of a decision set")
    }
    return text
  }
}
