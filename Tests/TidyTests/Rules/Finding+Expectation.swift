import Testing

extension Finding {
  /// Records a failure for each finding, with its file, its line and what to do.
  static func expectNone(_ findings: [Finding]) {
    for finding in findings { Issue.record(Comment(rawValue: finding.description)) }
  }
}
