import PosternTransport

/// The clients of one event loop that watch the health of the process.
final class HealthWatchList {
  private let health: HealthCalls
  private var watches: [ObjectIdentifier: HealthWatch] = [:]
  private var isOver = false

  init(health: HealthCalls) {
    self.health = health
  }

  /// Takes a new one.
  func open(_ call: OpenCall) -> HealthWatch {
    let watch = HealthWatch(call, in: self)
    if isOver {
      watch.end()
    } else {
      watches[ObjectIdentifier(watch)] = watch
    }
    return watch
  }

  /// How everything is that has a name.
  var status: Grpc_Health_V1_HealthCheckResponse.ServingStatus { health.status }

  /// Tells all how things stand.
  func tellAll() {
    for watch in Array(watches.values) { watch.tell() }
  }

  /// Tells all how things stand and ends their calls; those that come later are ended at once.
  func endAll() {
    isOver = true
    for watch in Array(watches.values) {
      watch.tell()
      watch.end()
    }
  }

  func remove(_ watch: HealthWatch) {
    watches[ObjectIdentifier(watch)] = nil
  }
}
