import PosternTransport
import Synchronization

/// How many connections and streams are open; the servers are told of when they have started.
final class ConnectionGauges: Sendable {
  private let servers = Mutex<[(plane: String, server: Server)]>([])

  /// Adds a server under the name of its plane.
  func add(_ server: Server, plane: String) {
    servers.withLock { $0.append((plane, server)) }
  }

  /// The open connections and streams of each plane, by its name.
  var counts: [(plane: String, connections: Int, streams: Int)] {
    servers.withLock { $0 }.map { ($0.plane, $0.server.connectionCount, $0.server.streamCount) }
  }
}
