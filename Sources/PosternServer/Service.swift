import PosternAPI
import PosternDecisionPoint
import PosternManifest
import PosternModel
import PosternTransport

/// The running sidecar: loads, listens, reloads, drains.
///
///     load ─▶ publish ─▶ listen ─┬─▶ directory changed, SIGHUP ─▶ load ─▶ publish
///                                └─▶ SIGTERM, SIGINT ─▶ not ready ─▶ drain ─▶ exit
///
/// Everything that happens after the start comes as an event to one loop, which asks `ServiceState`
/// what to do; loads and the drain run beside it and come back as events.
package struct Service: Sendable {
  /// Something that happened.
  private enum Event: Sendable {
    case observed(DirectoryStamp)
    case signal(ProcessSignal)
    case loadEnded
    case drainEnded
  }

  private let options: ServerOptions
  private let decisionPoint: DecisionPoint
  private let health: ServiceHealth
  private let source: DirectorySource
  private let loader: EntityLoader
  private let journal: ServiceJournal
  private let decisionLimiterCounts: LimiterCounts
  private let diagnosticsLimiterCounts: LimiterCounts

  /// Creates the service; nothing is opened or read yet.
  ///
  /// - Throws: the first option that is refused.
  package init(options: ServerOptions, version: String) throws(OptionsError) {
    try options.validate()
    self.options = options
    decisionPoint = DecisionPoint(limits: options.limits)
    health = ServiceHealth(version: version, decisionPoint: decisionPoint)
    source = DirectorySource(path: options.directory, limits: options.limits)
    loader = EntityLoader(
      directory: options.directory,
      limits: options.limits,
      decisionPoint: decisionPoint
    )
    let journal = ServiceJournal(options: options, health: health)
    self.journal = journal
    decisionLimiterCounts = LimiterCounts { journal.limits(plane: "decisions", by: $0, peer: $1) }
    diagnosticsLimiterCounts = LimiterCounts {
      journal.limits(plane: "diagnostics", by: $0, peer: $1)
    }
  }

  /// Runs until a signal ends it, or until it cannot start.
  package func run() async -> ExitStatus {
    let (events, sink) = AsyncStream.makeStream(of: Event.self)
    let signals = SignalListener { sink.yield(.signal($0)) }
    defer { withExtendedLifetime(signals) {} }
    DescriptorLimit.raise()
    let stamp = source.stamp()
    guard await load() else { return .invalidInput }
    let servers: [Server]
    do throws(TransportError) {
      servers = try await listen()
    } catch {
      journal.cannotListen(error)
      return .failure
    }
    journal.isReady()
    CodePages.release()
    let watch = Task.detached {
      while !Task.isCancelled {
        do {
          try await Task.sleep(for: Service.observationInterval)
        } catch {
          return
        }
        sink.yield(.observed(source.stamp()))
      }
    }
    defer { watch.cancel() }
    return await serve(events, sink: sink, servers: servers, loaded: stamp)
  }

  /// How often the directory is looked at; two looks and a load make less than a second.
  private static let observationInterval = Duration.milliseconds(200)

  private func serve(
    _ events: AsyncStream<Event>,
    sink: AsyncStream<Event>.Continuation,
    servers: [Server],
    loaded stamp: DirectoryStamp
  ) async -> ExitStatus {
    var state = ServiceState(loaded: stamp)
    for await event in events {
      let action =
        switch event {
        case .observed(let stamp): state.observe(stamp)
        case .signal(let signal): state.receive(signal)
        case .loadEnded: state.endLoad()
        case .drainEnded: state.endDrain()
        }
      switch action {
      case .wait:
        break
      case .load:
        Task.detached {
          _ = await load()
          sink.yield(.loadEnded)
        }
      case .drain:
        health.beginDraining()
        journal.isDraining()
        Task.detached {
          // Sleeping fails only for a task that is cancelled, and nobody cancels this one.
          try? await Task.sleep(for: .seconds(options.drainDelaySeconds))
          for server in servers { await server.drain(withinSeconds: options.drainSeconds) }
          sink.yield(.drainEnded)
        }
      case .exit(let status):
        journal.ends(status)
        return status
      }
    }
    return .failure
  }

  /// Loads once, reports how it went, and tells whether a snapshot is live now.
  @concurrent
  private func load() async -> Bool {
    let start = ContinuousClock.now
    do throws(LoadFailure) {
      journal.loaded(try loader.load(), in: start.duration(to: .now))
    } catch {
      journal.refused(error)
    }
    return health.hasSnapshot
  }

  /// Opens the listeners for decisions, then the one for probes, which closes last.
  private func listen() async throws(TransportError) -> [Server] {
    let (decisionPoint, health, limits) = (decisionPoint, health, options.limits)
    let trustsContext = options.trustsContext
    let decisions = try await Server.start(
      options.decisionListeners.map { listener in
        Listener(
          address: listener.address,
          wire: .http2,
          bodyByteCountMax: max(limits.requestByteCountMax, limits.batchByteCountMax)
        ) { _ in
          DecisionPlane(
            authorizer: Authorizer(
              decisionPoint: decisionPoint,
              trustsContext: trustsContext,
              secondsSinceEpoch: WallClock.seconds
            ),
            limits: limits,
            clock: WallClock.seconds
          )
        }
      },
      loopCount: options.loopCount,
      limits: .standard,
      limiterCounts: decisionLimiterCounts
    )
    let diagnostics: Server
    do throws(TransportError) {
      diagnostics = try await Server.start(
        [
          Listener(
            address: options.diagnosticsListener.address,
            wire: .http1,
            bodyByteCountMax: limits.requestByteCountMax
          ) { _ in DiagnosticsPlane(health: health) }
        ],
        loopCount: 1,
        limits: .standard,
        limiterCounts: diagnosticsLimiterCounts
      )
    } catch {
      await decisions.drain(withinSeconds: 0)
      throw error
    }
    for address in decisions.addresses { journal.listens(plane: "decisions", on: address) }
    for address in diagnostics.addresses { journal.listens(plane: "diagnostics", on: address) }
    return [decisions, diagnostics]
  }
}
