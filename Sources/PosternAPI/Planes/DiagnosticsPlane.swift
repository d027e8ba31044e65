package import PosternTransport

/// The diagnostics plane of one event loop: whether the process lives, whether it is ready, what it
/// is, and what it counts.
package final class DiagnosticsPlane: RequestHandler {
  private let routes: HealthRoutes
  private let metrics: @Sendable (inout MetricsText) -> Void

  /// Creates the plane of one loop; `metrics` writes all that is counted.
  package init(
    health: ServiceHealth,
    metrics: @escaping @Sendable (inout MetricsText) -> Void
  ) {
    routes = HealthRoutes(health: health)
    self.metrics = metrics
  }

  /// Answers a request.
  package func respond(to request: borrowing Request, into response: inout Response) {
    do throws(APIError) {
      try answer(request, into: &response)
    } catch {
      ErrorAnswer.write(error, in: request.body.span, into: &response)
    }
    response.repeatID(of: request)
  }

  /// Says in JSON why the transport refuses a request.
  package func reject(
    _ rejection: TransportRejection,
    of request: borrowing Request,
    into response: inout Response
  ) {
    ErrorAnswer.write(APIError(rejection), in: request.body.span, into: &response)
    response.repeatID(of: request)
  }

  private func answer(
    _ request: borrowing Request,
    into response: inout Response
  ) throws(APIError) {
    let probe = HealthRoutes.Probe.allCases.first { request.hasPath(of: $0.path) }
    let isForMetrics = request.hasPath("/metrics")
    guard probe != nil || isForMetrics else {
      throw APIError(.notFound, "nothing is at this path")
    }
    guard request.method == .get || request.method == .head else {
      response.allow = [MethodSet(.get), MethodSet(.head)]
      throw APIError(.methodNotAllowed, "this path takes `GET` and `HEAD` only")
    }
    guard let probe else { return answerMetrics(into: &response) }
    let isVerbose = request.query.elementsEqual("verbose".utf8)
    guard isVerbose || request.query.isEmpty else {
      throw APIError(.unexpectedQuery, "this path takes no query but `verbose`")
    }
    routes.answer(probe, isVerbose: isVerbose, into: &response)
  }

  /// A collector may send a query of its own; it changes nothing.
  private func answerMetrics(into response: inout Response) {
    response.contentType = .metrics
    var buffer: [UInt8] = []
    swap(&buffer, &response.body)
    var text = MetricsText(reusing: buffer)
    metrics(&text)
    response.body = text.take()
  }
}
