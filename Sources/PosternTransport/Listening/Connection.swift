import NIOCore

/// What a lane can ask of a connection, whatever it speaks.
protocol Connection: AnyObject {
  /// Since when the connection has nothing to do; nil while a request is open.
  var idleSince: NIODeadline? { get }

  /// Whether a request has ever been answered on it.
  var hasAnswered: Bool { get }

  /// Finishes the requests that are open, takes no more, and closes.
  func beginDrain()

  /// Says goodbye and closes at once; only for a connection that is idle.
  func evict()
}
