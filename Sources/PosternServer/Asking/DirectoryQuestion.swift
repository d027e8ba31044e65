package import PosternAPI
import PosternAdministration
import PosternDecisionPoint
package import PosternModel

/// Asks one question about a directory of entities, as a sidecar that had loaded it would be asked.
package struct DirectoryQuestion {
  private let authorizer: Authorizer

  /// Loads the directory within the limits and quotas of some options.
  ///
  /// - Throws: everything that is wrong with it.
  package init(directory: String, by options: ServerOptions) throws(LoadFailure) {
    let decisionPoint = DecisionPoint(limits: options.limits)
    let loader = EntityLoader(
      directory: directory,
      decisionPoint: decisionPoint
    )
    _ = try loader.load(limits: options.limits, quotas: options.quotas)
    // Who runs the command vouches for the context.
    authorizer = Authorizer(
      decisionPoint: decisionPoint,
      trustsContext: true,
      secondsSinceEpoch: WallClock.seconds
    )
    authorizer.refresh()
  }

  /// Asks.
  ///
  /// - Throws: what is wrong with the question.
  package func ask(_ request: AuthorizationRequest) throws(APIError) -> SingleQuestion {
    try SingleQuestion(request, by: authorizer, atSeconds: WallClock.seconds())
  }
}
