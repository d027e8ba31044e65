/// How log lines are written.
package enum LogFormat: String, Sendable, CaseIterable {
  /// `time level message key=value …`, for people.
  case text
  /// One JSON object a line, for collectors.
  case json
}
