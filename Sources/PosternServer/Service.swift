import NIOPosix
import PosternAPI
import PosternDecisionPoint
import PosternManifest
import PosternModel
import PosternTransport

/// The running sidecar: loads, listens, reloads, drains.
///
///     load ─┬─▶ publish ─▶ listen ─┬─▶ directory changed, SIGHUP ─▶ load ─▶ publish
///           │                      └─▶ SIGTERM, SIGINT ─▶ not ready ─▶ drain ─▶ exit
///           └─▶ SIGTERM, SIGINT ─▶ exit
///
/// Everything that happens after the start comes as an event to one loop, which asks `ServiceState`
/// what to do; loads and the drain run beside it and come back as events.
package struct Service: Sendable {
  /// Something that happened.
  private enum Event: Sendable {
    case observed(DirectoryStamp)
    /// With the time at which it came, which may be long before anybody looks.
    case signal(ProcessSignal, at: ContinuousClock.Instant)
    case firstLoadEnded(isLive: Bool)
    case loadEnded
    case drainEnded
  }

  private let options: ServerOptions
  private let live: LiveOptions
  private let decisionPoint: DecisionPoint
  private let health: ServiceHealth
  private let loader: EntityLoader
  private let loads = LoadThread()
  private let journal: ServiceJournal
  private let decisionLimiterCounts: LimiterCounts
  private let diagnosticsLimiterCounts: LimiterCounts
  private let registry = CounterRegistry()
  private let planes = LivePlanes()
  private let connectionGauges = ConnectionGauges()
  private let certificateGauges = CertificateGauges()
  private let version: String

  /// Creates the service; nothing is opened or read yet.
  ///
  /// `sources` are asked again when a signal asks for that.
  ///
  /// - Throws: the first option that is refused.
  package init(
    options: ServerOptions,
    sources: ConfigurationSources,
    version: String
  ) throws(OptionsError) {
    try options.validate()
    live = LiveOptions(options, sources: sources)
    var options = options
    try options.take(ActivatedSockets.inherited())
    self.options = options
    self.version = version
    decisionPoint = DecisionPoint(limits: options.limits)
    health = ServiceHealth(version: version, decisionPoint: decisionPoint)
    loader = EntityLoader(
      directory: options.directory,
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
    let status = await serve()
    await journal.flush()
    return status
  }

  private func serve() async -> ExitStatus {
    let (events, sink) = AsyncStream.makeStream(of: Event.self)
    let signals = SignalListener { sink.yield(.signal($0, at: .now)) }
    defer { withExtendedLifetime(signals) {} }
    DescriptorLimit.raise()
    if let status = await loadFirst(events, sink: sink) { return status }
    let servers: [Server]
    let certificates: CertificateWatch
    do throws(TransportError) {
      let stamps = certificateStamps
      let listeners = try makeListeners()
      let identities = (listeners.decisions + listeners.diagnostics).compactMap(\.identity)
      for identity in identities { journal.certificateRead(identity) }
      checkDescriptors(for: options)
      servers = try await open(listeners)
      certificates = CertificateWatch(
        identities,
        stamps: stamps,
        report: journal.certificateReloaded
      )
    } catch {
      journal.cannotListen(error)
      return .failure
    }
    journal.isReady()
    CodePages.release()
    await loads.giveWay()
    let pace = WatchPace(interval: .milliseconds(options.observationMilliseconds))
    let watch = Task.detached {
      var rest = pace.rest(afterLookOf: .zero)
      while !Task.isCancelled {
        do {
          try await Task.sleep(for: rest)
        } catch {
          return
        }
        let duration = ThreadTime.measure { sink.yield(.observed(loader.currentStamp())) }
        certificates.observe()
        rest = pace.rest(afterLookOf: duration)
      }
    }
    defer { watch.cancel() }
    let pulse = Watchdog.inherited().map { beat($0, servers: servers) }
    defer { pulse?.cancel() }
    return await serve(
      events,
      sink: sink,
      servers: servers,
      certificates: certificates,
      loaded: loader.loadedStamp
    )
  }

  /// Loads for the first time; returns how the process ends when it does then.
  ///
  /// Nobody has been answered yet, so a signal to stop ends it at once, and no listener is opened
  /// for the sake of a load that nobody wants any more.
  private func loadFirst(
    _ events: AsyncStream<Event>,
    sink: AsyncStream<Event>.Continuation
  ) async -> ExitStatus? {
    journal.isLoading()
    Task.detached { sink.yield(.firstLoadEnded(isLive: await load())) }
    var reload: ContinuousClock.Instant?
    for await event in events {
      switch event {
      case .signal(.hangUp, let time):
        reload = time
      case .signal(.terminate, _), .signal(.interrupt, _):
        journal.ends(.success)
        return .success
      case .firstLoadEnded(let isLive):
        guard isLive else { return .invalidInput }
        // What has changed since may have been read before.
        if let reload { sink.yield(.signal(.hangUp, at: reload)) }
        return nil
      case .observed, .loadEnded, .drainEnded:
        break
      }
    }
    return .failure
  }

  /// Tells the supervisor again and again that the process lives: as long as every event loop has
  /// its turns, also while it drains.
  private func beat(_ watchdog: Watchdog, servers: [Server]) -> Task<Void, Never> {
    Task.detached {
      while !Task.isCancelled {
        for server in servers { await server.turn() }
        journal.isAlive()
        // Sleeping fails only for a task that is cancelled, which ends here then.
        try? await Task.sleep(for: watchdog.interval)
      }
    }
  }

  private func serve(
    _ events: AsyncStream<Event>,
    sink: AsyncStream<Event>.Continuation,
    servers: [Server],
    certificates: CertificateWatch,
    loaded stamp: DirectoryStamp
  ) async -> ExitStatus {
    var state = ServiceState(loaded: stamp)
    for await event in events {
      if case .signal(.hangUp, _) = event {
        journal.isReloading()
        certificates.reloadAll()
      }
      let action =
        switch event {
        case .observed(let stamp): state.observe(stamp)
        case .signal(let signal, let time):
          receive(signal, at: time, state: &state, servers: servers)
        case .loadEnded: state.endLoad(of: loader.loadedStamp)
        // Nothing is served before it.
        case .firstLoadEnded: ServiceState<DirectoryStamp>.Action.wait
        case .drainEnded: state.endDrain()
        }
      switch action {
      case .wait:
        break
      case .load:
        Task.detached {
          _ = await load()
          journal.isServing()
          sink.yield(.loadEnded)
        }
      case .drain:
        health.beginDraining()
        for server in servers { server.announce() }
        journal.isDraining()
        Task.detached {
          let options = live.options
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

  /// Reads the options again when the signal asks for that, before the entities are loaded by them.
  private func receive(
    _ signal: ProcessSignal,
    at time: ContinuousClock.Instant,
    state: inout ServiceState<DirectoryStamp>,
    servers: [Server]
  ) -> ServiceState<DirectoryStamp>.Action {
    if signal == .hangUp {
      do throws(ConfigurationFailure) {
        let former = live.options.transportLimits.connectionCountMax
        journal.changed(try live.reload(), to: live.options)
        if live.options.transportLimits.connectionCountMax > former {
          checkDescriptors(for: live.options)
        }
        for server in servers { server.apply(live.options.transportLimits) }
        planes.apply(live.options)
      } catch {
        journal.refused(error)
      }
    }
    return state.receive(signal, at: time)
  }

  /// Warns when the system allows fewer open files than all listeners may take connections.
  private func checkDescriptors(for options: ServerOptions) {
    let listenerCount = options.decisionListeners.count + 1
    let connectionCountMax = listenerCount * options.transportLimits.connectionCountMax
    let descriptorCountMax = DescriptorLimit.current
    if descriptorCountMax < connectionCountMax + DescriptorLimit.ownCount {
      journal.lacksDescriptors(descriptorCountMax, forConnections: connectionCountMax)
    }
  }

  /// Loads once, reports how it went, and tells whether a snapshot is live now.
  private func load() async -> Bool {
    await loads.run {
      let start = ContinuousClock.now
      do throws(LoadFailure) {
        let options = live.options
        let outcome = try loader.load(limits: options.limits, quotas: options.quotas)
        journal.loaded(outcome, in: start.duration(to: .now))
      } catch {
        journal.refused(error)
      }
    }
    return health.hasSnapshot
  }

  /// Makes the authorizer of the loop that it is called on.
  private static func authorizer(
    _ decisionPoint: DecisionPoint,
    trustsContext: Bool
  ) -> Authorizer {
    let authorizer = Authorizer(
      decisionPoint: decisionPoint,
      trustsContext: trustsContext,
      secondsSinceEpoch: WallClock.seconds
    )
    if let loop = MultiThreadedEventLoopGroup.currentEventLoop {
      let refresh = LoopRefresh(authorizer, on: loop)
      decisionPoint.observe { refresh.poke() }
    }
    return authorizer
  }

  /// Describes the listeners, and reads their certificates.
  private func makeListeners() throws(TransportError) -> (
    decisions: [Listener], diagnostics: [Listener]
  ) {
    let (decisionPoint, health, limits) = (decisionPoint, health, options.limits)
    let (registry, planes, authzen) = (registry, planes, options.authzen)
    let page = metricsPage
    let (extAuthz, reflects) = (options.extAuthz, options.grpcReflection)
    var decisions: [Listener] = []
    for listener in options.decisionListeners {
      decisions.append(
        try listener.listener(
          wire: .http2,
          bodyByteCountMax: max(limits.requestByteCountMax, limits.batchByteCountMax)
        ) { _ in
          let plane = DecisionPlane(
            authorizer: Service.authorizer(
              decisionPoint,
              trustsContext: listener.trustsContext
            ),
            limits: limits,
            authzen: authzen,
            counters: registry.makeCounters(),
            clock: WallClock.seconds
          )
          plane.serve(
            CallServices(
              health: health,
              reflects: reflects,
              extAuthz: extAuthz,
              trustsProxy: listener.trustsProxy
            )
          )
          if let loop = MultiThreadedEventLoopGroup.currentEventLoop { planes.add(plane, on: loop) }
          return plane
        }
      )
    }
    let diagnostics = try options.diagnosticsListener.listener(
      wire: .http1,
      bodyByteCountMax: limits.requestByteCountMax
    ) { _ in DiagnosticsPlane(health: health, metrics: { page.write(into: &$0) }) }
    for listener in decisions { certificateGauges.add(listener, plane: "decisions") }
    certificateGauges.add(diagnostics, plane: "diagnostics")
    return (decisions, [diagnostics])
  }

  /// What the files of the certificates look like, in the order of the listeners that have one.
  private var certificateStamps: [CertificateWatch.Stamp] {
    (options.decisionListeners + [options.diagnosticsListener]).compactMap(\.tls)
      .map(CertificateWatch.stamp)
  }

  private var metricsPage: MetricsPage {
    MetricsPage(
      version: version,
      health: health,
      registry: registry,
      limiters: [
        ("decisions", decisionLimiterCounts), ("diagnostics", diagnosticsLimiterCounts),
      ],
      connections: connectionGauges,
      certificates: certificateGauges
    )
  }

  /// Opens the listeners for decisions, then the one for probes, which closes last.
  private func open(
    _ listeners: (decisions: [Listener], diagnostics: [Listener])
  ) async throws(TransportError) -> [Server] {
    let decisions = try await Server.start(
      listeners.decisions,
      loopCount: options.loopCount,
      limits: options.transportLimits,
      limiterCounts: decisionLimiterCounts
    )
    let diagnostics: Server
    do throws(TransportError) {
      diagnostics = try await Server.start(
        listeners.diagnostics,
        loopCount: 1,
        limits: options.transportLimits,
        limiterCounts: diagnosticsLimiterCounts
      )
    } catch {
      await decisions.drain(withinSeconds: 0)
      throw error
    }
    connectionGauges.add(decisions, plane: "decisions")
    connectionGauges.add(diagnostics, plane: "diagnostics")
    for address in decisions.addresses { journal.listens(plane: "decisions", on: address) }
    for address in diagnostics.addresses { journal.listens(plane: "diagnostics", on: address) }
    return [decisions, diagnostics]
  }
}
