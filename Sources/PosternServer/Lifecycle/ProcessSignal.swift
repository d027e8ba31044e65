/// A signal that the process understands.
package enum ProcessSignal: CaseIterable, Sendable {
  /// SIGTERM: stop in good order.
  case terminate
  /// SIGINT: stop in good order.
  case interrupt
  /// SIGHUP: load the entities again.
  case hangUp
}
