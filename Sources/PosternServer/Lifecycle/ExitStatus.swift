/// How a command ends, as its exit code says to whoever started it.
package enum ExitStatus: Int32, Sendable {
  /// All went well.
  case success = 0
  /// Something went wrong while running.
  case failure = 1
  /// The command was given options that it does not take.
  case usage = 2
  /// Policies or entities are not valid.
  case invalidInput = 3
  /// The process is not ready.
  case notReady = 5
  /// The answer is no.
  case denied = 10
  /// The user interrupted it.
  case interrupted = 130
}
