import Logging

/// How important a log line must be to be written.
package enum LogLevel: String, Sendable, CaseIterable {
  /// Everything.
  case debug
  /// What happens in ordinary operation.
  case info
  /// What an operator wants to see once.
  case notice
  /// What may need attention.
  case warning
  /// What went wrong.
  case error

  /// Takes over a level of the logging library, whose finer ones fall to their neighbours.
  init(_ level: Logger.Level) {
    self =
      switch level {
      case .trace, .debug: .debug
      case .info: .info
      case .notice: .notice
      case .warning: .warning
      case .error, .critical: .error
      }
  }

  /// The same level in the logging library.
  var level: Logger.Level {
    switch self {
    case .debug: .debug
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    case .error: .error
    }
  }
}
