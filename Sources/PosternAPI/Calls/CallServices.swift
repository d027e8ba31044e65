/// What the calls of gRPC and the questions of proxies need beyond an authorizer.
package struct CallServices: Sendable {
  /// What the process knows about its own health.
  package var health: ServiceHealth
  /// Whether the server describes its methods to whoever asks (`grpc.reflection`).
  package var reflects: Bool
  /// How the requests of proxies become questions.
  package var extAuthz: ExtAuthzOptions
  /// Whether this listener believes what a proxy writes into header fields.
  package var trustsProxy: Bool

  /// Describes the services of one listener.
  package init(
    health: ServiceHealth,
    reflects: Bool,
    extAuthz: ExtAuthzOptions,
    trustsProxy: Bool
  ) {
    self.health = health
    self.reflects = reflects
    self.extAuthz = extAuthz
    self.trustsProxy = trustsProxy
  }
}
