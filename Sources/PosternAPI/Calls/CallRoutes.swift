import PosternDecisionPoint
import PosternModel
import PosternTransport

/// The calls of gRPC of one event loop: takes each to its method and always answers with a status.
struct CallRoutes {
  private let health: HealthCalls
  private let clock: @Sendable () -> Int
  private var authorizerCalls: AuthorizerCalls
  private var checkCalls: CheckCalls
  private let watches: HealthWatchList
  /// What is served now.
  private(set) var services: CallServices
  private let limits: Limits
  private let counters: PlaneCounters

  init(
    services: CallServices,
    limits: Limits,
    counters: PlaneCounters,
    clock: @escaping @Sendable () -> Int
  ) {
    self.clock = clock
    self.counters = counters
    health = HealthCalls(health: services.health)
    watches = HealthWatchList(health: health)
    self.services = services
    self.limits = limits
    var generator = SystemRandomNumberGenerator()
    authorizerCalls = AuthorizerCalls(
      limits: limits,
      ids: DecisionIDSequence(using: &generator),
      counters: counters
    )
    checkCalls = CheckCalls(
      services: services,
      limits: limits,
      ids: DecisionIDSequence(using: &generator),
      counters: counters
    )
  }

  /// Serves something else from here on; calls that are open stay as they are.
  ///
  /// - Precondition: the health is the same.
  mutating func take(_ services: CallServices) {
    self.services = services
    var generator = SystemRandomNumberGenerator()
    checkCalls = CheckCalls(
      services: services,
      limits: limits,
      ids: DecisionIDSequence(using: &generator),
      counters: counters
    )
  }

  /// Answers a request that is a call, as `isCall` says, or that asks for a method of calls.
  ///
  /// - Throws: that it is no call after all, for an answer in JSON.
  mutating func answer(
    _ request: borrowing Request,
    isCall: Bool,
    to method: CallMethod?,
    by authorizer: Authorizer,
    into response: inout Response
  ) throws(APIError) {
    guard request.method == .post else {
      response.allow = MethodSet(.post)
      throw APIError(.methodNotAllowed, "this path takes `POST` only")
    }
    guard isCall else {
      throw APIError(.unsupportedMediaType, "the body must be declared as `application/grpc`")
    }
    do throws(CallStatus) {
      try answerCall(request, of: method, by: authorizer, into: &response)
    } catch {
      response.fail(error)
    }
    counters.countCall(of: method, response.callStatus?.code ?? .unknown)
  }

  private mutating func answerCall(
    _ request: borrowing Request,
    of method: CallMethod?,
    by authorizer: Authorizer,
    into response: inout Response
  ) throws(CallStatus) {
    switch method {
    case .healthCheck:
      try health.check(request, into: &response)
    case .healthList:
      try health.list(request, into: &response)
    case .authorize:
      try refresh(authorizer)
      try authorizerCalls.authorize(request, by: authorizer, atSeconds: clock(), into: &response)
    case .batchAuthorize:
      try refresh(authorizer)
      try authorizerCalls.batchAuthorize(
        request,
        by: authorizer,
        atSeconds: clock(),
        into: &response
      )
    case .check:
      try checkCalls.check(request, by: authorizer, atSeconds: clock(), into: &response)
    case .healthWatch, .reflection, .earlyReflection, nil:
      throw .noMethod
    }
  }

  private func refresh(_ authorizer: Authorizer) throws(CallStatus) {
    authorizer.refresh()
    guard authorizer.isReady else {
      let error = APIError(.notReady, "no entities have been loaded yet")
      counters.count(error)
      throw CallStatus(error)
    }
  }
}

// Calls that stay open.
extension CallRoutes {
  /// The paths of the methods whose calls stay open.
  var openPaths: [String] {
    CallMethod.allCases.filter(\.staysOpen).map(\.rawValue)
  }

  /// The paths of all other methods.
  var unaryPaths: [String] {
    CallMethod.allCases.filter { !$0.staysOpen }.map(\.rawValue)
  }

  /// Takes a call that stays open.
  func open(_ request: borrowing Request, as call: OpenCall) -> any CallReceiver {
    let method = CallMethod(request)
    let receiver: any CallReceiver =
      if method == .healthWatch {
        watches.open(call)
      } else {
        services.reflects ? ReflectionCall(call) : RefusedCall(call)
      }
    return CountedCall(receiver, of: method, counters: counters)
  }

  /// Counts a call that the transport has ended.
  func didEnd(_ request: borrowing Request, _ code: CallCode) {
    counters.countCall(of: CallMethod(request), code)
  }

  /// Tells whoever watches the health of the process.
  func stateDidChange() {
    watches.tellAll()
  }

  /// Ends all calls that wait for news.
  func endOpenCalls() {
    watches.endAll()
  }
}
