package import PosternDecisionPoint
package import PosternModel
import PosternText
package import PosternTransport

/// The decision plane of one event loop: takes a request to its route and always answers in JSON.
///
/// While the process drains, questions are still decided: whoever sent one before learning of it
/// must get an answer.
package final class DecisionPlane: RequestHandler {
  private let authorizer: Authorizer
  private let limits: Limits
  private let clock: @Sendable () -> Int
  private var authorizeRoute: AuthorizeRoute
  private var batchRoute: BatchRoute

  /// Creates the plane of one loop.
  ///
  /// - Parameters:
  ///   - authorizer: the loop's own.
  ///   - limits: the bounds of questions.
  ///   - clock: tells whole seconds since 1970, for the ids of decisions.
  package init(
    authorizer: Authorizer,
    limits: Limits,
    clock: @escaping @Sendable () -> Int
  ) {
    self.authorizer = authorizer
    self.limits = limits
    self.clock = clock
    var generator = SystemRandomNumberGenerator()
    authorizeRoute = AuthorizeRoute(
      limits: limits,
      ids: DecisionIDSequence(using: &generator)
    )
    batchRoute = BatchRoute(limits: limits, ids: DecisionIDSequence(using: &generator))
  }

  /// Answers a request.
  package func respond(to request: borrowing Request, into response: inout Response) {
    do throws(APIError) {
      try answer(request, into: &response)
    } catch {
      ErrorAnswer.write(error, into: &response)
    }
  }

  /// Says in JSON why the transport refuses a request.
  package func reject(_ rejection: TransportRejection, into response: inout Response) {
    ErrorAnswer.write(APIError(rejection), into: &response)
  }

  private func answer(
    _ request: borrowing Request,
    into response: inout Response
  ) throws(APIError) {
    let isSingle = request.hasPath("/v1/authorize")
    guard isSingle || request.hasPath("/v1/authorize/batch") else {
      throw APIError(.notFound, "nothing is at this path")
    }
    guard request.method == .post else {
      response.allow = MethodSet(.post)
      throw APIError(.methodNotAllowed, "this path takes `POST` only")
    }
    guard request.query.isEmpty else {
      throw APIError(.unexpectedQuery, "this path takes no query")
    }
    guard JSONMediaType.isDeclared(by: request) else {
      throw APIError(
        .unsupportedMediaType,
        "the body must be declared as `application/json`"
      )
    }
    authorizer.refresh()
    guard authorizer.isReady else {
      throw APIError(.notReady, "no entities have been loaded yet")
    }
    if isSingle {
      try authorizeRoute.answer(
        request.body.span,
        by: authorizer,
        atSeconds: clock(),
        into: &response.body
      )
    } else {
      try batchRoute.answer(
        request.body.span,
        by: authorizer,
        atSeconds: clock(),
        into: &response.body
      )
    }
  }
}
