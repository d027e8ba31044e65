import NIOCore
import NIOPosix
import Synchronization

/// The listeners of a process and the event loops that serve them.
///
///     Server.start ─▶ one event loop per thread, one lane per listener and loop
///     connection   ─▶ Lane.admit ─▶ ProtocolSniffer ─▶ HTTP2Handler | HTTP1Handler
///                                                              └─▶ RequestHandler ◀─┘
///     Server.drain ─▶ no new connections, GOAWAY twice, requests finished, loops stopped
///
/// Handlers run inline on the loop that read the request; nothing changes threads in between.
package final class Server: Sendable {
  /// One listener that is open.
  private struct Opening {
    let channel: any Channel
    let address: ListenAddress
    /// The file of a Unix socket that it has made.
    let file: FileIdentity?
    let lanes: [NIOLoopBound<Lane>]
    let connectionCount: ConnectionCount
  }

  /// How many connections may wait to be accepted.
  private static let backlog: Int32 = 1_024

  private let group: MultiThreadedEventLoopGroup
  private let openings: [Opening]
  private let isStopping = Mutex(false)
  private let hasStopped = Mutex(false)

  /// The addresses that the listeners are open on, in their order, with the ports that the system
  /// has chosen.
  package let addresses: [ListenAddress]

  /// How many connections are open now.
  package var connectionCount: Int { openings.reduce(0) { $0 + $1.connectionCount.value } }

  /// How many streams of HTTP/2 are open now.
  package var streamCount: Int { openings.reduce(0) { $0 + $1.connectionCount.streamCount } }

  private init(group: MultiThreadedEventLoopGroup, openings: [Opening]) {
    self.group = group
    self.openings = openings
    self.addresses = openings.map(\.address)
  }

  /// Opens all listeners.
  ///
  /// The file of a Unix socket is created with exactly the mode of its address; the process's file
  /// mode mask is changed for the moment of creation. A socket file that nobody answers on is
  /// replaced.
  ///
  /// - Parameters:
  ///   - listeners: What to open, in this order.
  ///   - loopCount: The number of event loops and threads, at least 1.
  ///   - limits: The bounds that hold for every connection.
  ///   - limiterCounts: Where every limit that is reached is counted.
  /// - Returns: The server, already answering.
  /// - Throws: `TransportError` for the first listener that cannot be opened; none is open then.
  package static func start(
    _ listeners: [Listener],
    loopCount: Int,
    limits: TransportLimits,
    limiterCounts: LimiterCounts
  ) async throws(TransportError) -> Server {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: max(loopCount, 1))
    var openings: [Opening] = []
    for listener in listeners {
      do {
        openings.append(
          try await open(listener, limits: limits, limiterCounts: limiterCounts, on: group)
        )
      } catch {
        await Server(group: group, openings: openings).drain(withinSeconds: 0)
        throw error
      }
    }
    return Server(group: group, openings: openings)
  }

  /// Returns once every event loop has had a turn: one that is stuck keeps it waiting.
  package func turn() async {
    for loop in group.makeIterator() where !hasStopped.withLock({ $0 }) {
      // Fails only for a loop that has ended.
      try? await loop.submit {}.get()
    }
  }

  /// Tells the handlers of all loops that the state of the process has changed.
  package func announce() {
    for lane in openings.flatMap(\.lanes) {
      lane.eventLoop.execute { lane.value.announce() }
    }
  }

  /// Holds the connections that come from now on to other bounds.
  ///
  /// Connections that are open keep the bounds of their requests; how much output may wait in a
  /// connection stays as it was at the start.
  package func apply(_ limits: TransportLimits) {
    for opening in openings {
      opening.connectionCount.setCountMax(limits.connectionCountMax)
      for lane in opening.lanes { lane.eventLoop.execute { lane.value.take(limits) } }
    }
  }

  /// Stops: no new connections, open requests answered, connections closed, loops ended.
  ///
  /// Clients of HTTP/2 are told twice, so that no request of theirs is lost (RFC 9113 §6.8).
  /// Connections that are still open after the given time are closed hard. A second call returns at
  /// once.
  ///
  /// - Parameter seconds: How long open requests may take.
  package func drain(withinSeconds seconds: Int) async {
    let isFirst = isStopping.withLock { isStopping in
      defer { isStopping = true }
      return !isStopping
    }
    guard isFirst else { return }
    for opening in openings {
      await stopAccepting(opening)
    }
    let lanes = openings.flatMap(\.lanes)
    let drained = lanes.map { lane in
      lane.eventLoop.flatSubmit { lane.value.drain(within: .seconds(Int64(seconds))) }
    }
    for future in drained {
      // A lane's drain only ever succeeds; at the latest its hard close completes it.
      try? await future.get()
    }
    hasStopped.withLock { $0 = true }
    // Fails only for a group that is stopped already, and this one is stopped nowhere else.
    try? await group.shutdownGracefully()
  }

  private static func open(
    _ listener: Listener,
    limits: TransportLimits,
    limiterCounts: LimiterCounts,
    on group: MultiThreadedEventLoopGroup
  ) async throws(TransportError) -> Opening {
    do {
      let connectionCount = ConnectionCount(countMax: limits.connectionCountMax)
      let lanes = try await makeLanes(
        listener,
        limits: limits,
        connectionCount: connectionCount,
        limiterCounts: limiterCounts,
        on: group
      )
      let bootstrap = ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: backlog)
        .serverChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let pause = AcceptPause(lanes: lanes, limiterCounts: limiterCounts)
            try channel.pipeline.syncOperations.addHandler(pause.makeHandler())
          }
        }
        .childChannelOption(
          .writeBufferWaterMark,
          value: ChannelOptions.Types.WriteBufferWaterMark(
            low: limits.pendingOutputByteCountMax / 2,
            high: limits.pendingOutputByteCountMax
          )
        )
        .childChannelOption(.allowRemoteHalfClosure, value: true)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            guard let lane = lanes.first(where: { $0.eventLoop === channel.eventLoop }) else {
              throw Lane.Refusal()
            }
            try lane.value.admit(channel)
          }
        }
      let (channel, file) = try await bind(bootstrap, listener, on: group)
      let address = listener.address.withPort(channel.localAddress?.port)
      return Opening(
        channel: channel,
        address: address,
        file: file,
        lanes: lanes,
        connectionCount: connectionCount
      )
    } catch {
      throw TransportError(error, openingAt: listener.address)
    }
  }

  private static func makeLanes(
    _ listener: Listener,
    limits: TransportLimits,
    connectionCount: ConnectionCount,
    limiterCounts: LimiterCounts,
    on group: MultiThreadedEventLoopGroup
  ) async throws -> [NIOLoopBound<Lane>] {
    var lanes: [NIOLoopBound<Lane>] = []
    for (index, eventLoop) in group.makeIterator().enumerated() {
      let lane = try await eventLoop.submit {
        let lane = Lane(
          listener: listener,
          loopIndex: index,
          limits: limits,
          connectionCount: connectionCount,
          limiterCounts: limiterCounts,
          eventLoop: eventLoop
        )
        return NIOLoopBound(lane, eventLoop: eventLoop)
      }.get()
      lanes.append(lane)
    }
    return lanes
  }

  private static func bind(
    _ bootstrap: ServerBootstrap,
    _ listener: Listener,
    on group: MultiThreadedEventLoopGroup
  ) async throws -> (channel: any Channel, file: FileIdentity?) {
    switch listener.address {
    case .tcp(let host, let port):
      let channel =
        try await bootstrap
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .bind(host: host, port: port).get()
      return (channel, nil)
    case .unix(let path, let mode):
      let file = SocketFile(path: path, mode: mode, owner: listener.owner)
      return try await file.bind(bootstrap, backlog: backlog, on: group)
    case .systemd(_, let descriptor):
      return (try await bootstrap.withBoundSocket(descriptor).get(), nil)
    }
  }

  private func stopAccepting(_ opening: Opening) async {
    // The file goes while the socket still holds it: until then no other can look like it.
    if case .unix(let path, let mode) = opening.address {
      SocketFile(path: path, mode: mode, owner: .process).remove(opening.file)
    }
    // Fails only when the channel is closed already.
    try? await opening.channel.close()
  }
}
