package import PosternTransport

/// The diagnostics plane of one event loop: whether the process lives, whether it is ready, what it
/// is.
package final class DiagnosticsPlane: RequestHandler {
  private let routes: HealthRoutes

  /// Creates the plane of one loop.
  package init(health: ServiceHealth) {
    routes = HealthRoutes(health: health)
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
    guard let probe = HealthRoutes.Probe.allCases.first(where: { request.hasPath($0.path) })
    else {
      throw APIError(.notFound, "nothing is at this path")
    }
    guard request.method == .get || request.method == .head else {
      response.allow = [MethodSet(.get), MethodSet(.head)]
      throw APIError(.methodNotAllowed, "this path takes `GET` and `HEAD` only")
    }
    let isVerbose = request.query.elementsEqual("verbose".utf8)
    guard isVerbose || request.query.isEmpty else {
      throw APIError(.unexpectedQuery, "this path takes no query but `verbose`")
    }
    routes.answer(probe, isVerbose: isVerbose, into: &response)
  }
}
