package import PosternDecisionPoint
package import PosternModel
import PosternText
package import PosternTransport

/// The decision plane of one event loop: takes a request to its route and always answers in JSON.
///
/// While the process drains, questions are still decided: whoever sent one before learning of it
/// must get an answer.
package final class DecisionPlane: StreamingHandler {
  private let authorizer: Authorizer
  private let limits: Limits
  private let clock: @Sendable () -> Int
  private var authorizeRoute: AuthorizeRoute
  private var batchRoute: BatchRoute
  private var authzen: AuthZENRoutes?
  private let counters: PlaneCounters
  private var calls: CallRoutes?
  private var proxies: ProxyRoutes?

  /// Creates the plane of one loop.
  ///
  /// - Parameters:
  ///   - authorizer: the loop's own.
  ///   - limits: the bounds of questions.
  ///   - authzen: how AuthZEN's entities are named here; nil when it is not spoken.
  ///   - counters: the loop's own, for metrics.
  ///   - clock: tells whole seconds since 1970, for the ids of decisions.
  package init(
    authorizer: Authorizer,
    limits: Limits,
    authzen: AuthZENMapping?,
    counters: PlaneCounters,
    clock: @escaping @Sendable () -> Int
  ) {
    self.authorizer = authorizer
    self.limits = limits
    self.counters = counters
    self.clock = clock
    var generator = SystemRandomNumberGenerator()
    authorizeRoute = AuthorizeRoute(
      limits: limits,
      ids: DecisionIDSequence(using: &generator),
      counters: counters
    )
    batchRoute = BatchRoute(
      limits: limits,
      ids: DecisionIDSequence(using: &generator),
      counters: counters
    )
    self.authzen = authzen.map(makeRoutes)
  }

  /// Makes the plane answer calls of gRPC and the questions of proxies too.
  package func serve(_ services: CallServices) {
    calls = CallRoutes(services: services, limits: limits, counters: counters, clock: clock)
    proxies = ProxyRoutes(
      services: services,
      limits: limits,
      counters: counters,
      clock: clock
    )
  }

  /// Answers by other options from here on; calls that are open stay open.
  package func take(authzen: AuthZENMapping?, extAuthz: ExtAuthzOptions, reflects: Bool) {
    self.authzen = authzen.map(makeRoutes)
    guard var services = calls?.services else { return }
    services.extAuthz = extAuthz
    services.reflects = reflects
    calls?.take(services)
    proxies = ProxyRoutes(
      services: services,
      limits: limits,
      counters: counters,
      clock: clock
    )
  }

  private func makeRoutes(_ mapping: AuthZENMapping) -> AuthZENRoutes {
    var generator = SystemRandomNumberGenerator()
    return AuthZENRoutes(
      mapping: mapping,
      limits: limits,
      ids: DecisionIDSequence(using: &generator),
      counters: counters
    )
  }

  /// Answers a request, and repeats the id that the caller gave it.
  package func respond(to request: borrowing Request, into response: inout Response) {
    var route = Route.none
    do throws(APIError) {
      try answer(request, into: &response, route: &route)
    } catch {
      if route == .authorize, error.code == .undecided { counters.countFault(by: .authorize) }
      counters.count(error)
      ErrorAnswer.write(error, in: request.body.span, into: &response)
    }
    response.repeatID(of: request)
    counters.countAnswer(of: route, status: response.status)
  }

  /// Says why the transport refuses a request, in the words of the route that it is for.
  package func reject(
    _ rejection: TransportRejection,
    of request: borrowing Request,
    into response: inout Response
  ) {
    let error = APIError(rejection)
    let authzenRoute = authzen?.route(of: request)
    if authzenRoute != nil {
      AuthZENRoutes.write(error, in: request.body.span, into: &response)
    } else {
      ErrorAnswer.write(error, in: request.body.span, into: &response)
    }
    counters.count(error)
    response.repeatID(of: request)
    counters.countAnswer(of: authzenRoute ?? .none, status: response.status)
  }

  private func answer(
    _ request: borrowing Request,
    into response: inout Response,
    route: inout Route
  ) throws(APIError) {
    let isSingle = request.hasPath("/v1/authorize")
    guard isSingle || request.hasPath("/v1/authorize/batch") else {
      return try answerFurther(request, into: &response, route: &route)
    }
    route = isSingle ? .authorize : .batch
    guard request.method == .post else {
      response.allow = MethodSet(.post)
      throw APIError(.methodNotAllowed, "this path takes `POST` only")
    }
    guard request.query.isEmpty else {
      throw APIError(.unexpectedQuery, "this path takes no query")
    }
    if let fault = JSONMediaType.fault(of: request) {
      throw APIError(.unsupportedMediaType, fault)
    }
    authorizer.refresh()
    guard authorizer.isReady else {
      throw APIError(.notReady, "no entities have been loaded yet")
    }
    if isSingle {
      if counters.beginRequest(by: .authorize) {
        try answerMeasured(request, into: &response)
      } else {
        try answerSingle(request, into: &response)
      }
    } else {
      let start = begin(.batch)
      try batchRoute.answer(
        request.body.span,
        by: authorizer,
        atSeconds: clock(),
        into: &response.body
      )
      end(.batch, from: start)
    }
  }

  private func answerSingle(
    _ request: borrowing Request,
    into response: inout Response
  ) throws(APIError) {
    try authorizeRoute.answer(
      request.body.span,
      by: authorizer,
      atSeconds: clock(),
      into: &response.body
    )
  }

  /// Answers one question and counts how long that took; apart from the others, which then carry
  /// nothing of a clock.
  @inline(never)
  private func answerMeasured(
    _ request: borrowing Request,
    into response: inout Response
  ) throws(APIError) {
    let start = ContinuousClock.now
    try answerSingle(request, into: &response)
    counters.count(start.duration(to: .now), by: .authorize)
  }

  /// Counts a request of another interface; returns when it began if that is to be measured.
  private func begin(_ interface: Interface?) -> ContinuousClock.Instant? {
    guard let interface, counters.beginRequest(by: interface) else { return nil }
    return .now
  }

  /// Counts how long a request took that is measured.
  private func end(_ interface: Interface?, from start: ContinuousClock.Instant?) {
    guard let interface, let start else { return }
    counters.count(start.duration(to: .now), by: interface)
  }

  /// Answers what is no question in Postern's own JSON: a call of gRPC, a proxy's question, or
  /// AuthZEN.
  private func answerFurther(
    _ request: borrowing Request,
    into response: inout Response,
    route: inout Route
  ) throws(APIError) {
    let isCall = request.isCall
    let method = CallMethod(request)
    if calls != nil, isCall || method != nil {
      route = .grpc
      let start = begin(method?.interface)
      try calls?.answer(request, isCall: isCall, to: method, by: authorizer, into: &response)
      end(method?.interface, from: start)
    } else if proxies != nil, ProxyRoutes.concerns(request) {
      route = .forwardAuth
      let start = begin(.forwardAuth)
      try proxies?.answer(request, by: authorizer, into: &response)
      end(.forwardAuth, from: start)
    } else {
      try answerAuthZEN(request, into: &response, route: &route)
    }
  }

  private func answerAuthZEN(
    _ request: borrowing Request,
    into response: inout Response,
    route: inout Route
  ) throws(APIError) {
    guard let found = authzen?.route(of: request) else {
      throw APIError(.notFound, "nothing is at this path")
    }
    route = found
    let interface: Interface? = found == .authzenMetadata ? nil : .authzen
    let start = begin(interface)
    authzen?.answer(
      request,
      to: found,
      by: authorizer,
      atSeconds: clock(),
      into: &response
    )
    end(interface, from: start)
  }
}

// Calls that stay open.
extension DecisionPlane {
  /// The paths of the methods whose calls stay open.
  package var openPaths: [String] { calls?.openPaths ?? [] }

  /// The paths of the methods whose calls have one message.
  package var unaryPaths: [String] { calls?.unaryPaths ?? [] }

  /// Takes a call that stays open.
  package func open(_ request: borrowing Request, as call: OpenCall) -> any CallReceiver {
    calls?.open(request, as: call) ?? RefusedCall(call)
  }

  /// Counts a call that the transport has ended by itself.
  package func didEnd(_ request: borrowing Request, _ code: CallCode) {
    calls?.didEnd(request, code)
    counters.countAnswer(of: .grpc, status: 200)
  }

  /// Tells whoever watches the health of the process.
  package func stateDidChange() {
    calls?.stateDidChange()
  }

  /// Ends all calls that stay open.
  package func endOpenCalls() {
    calls?.endOpenCalls()
  }
}
