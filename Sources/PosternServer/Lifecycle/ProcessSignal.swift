/// A signal that the process understands.
package enum ProcessSignal: CaseIterable, Sendable {
  /// SIGTERM asks to stop in good order.
  case terminate
  /// SIGINT asks to stop in good order.
  case interrupt
  /// SIGHUP asks to load the entities again.
  case hangUp
}
