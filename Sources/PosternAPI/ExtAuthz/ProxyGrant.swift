/// That a proxied request may pass, and what the service behind the proxy is told about it.
struct ProxyGrant: Equatable {
  /// Who asks: an ARN, or `anonymous`.
  let principal: String
  /// The id of the decision.
  let decisionID: String
  /// The revision that it was decided by.
  let revision: UInt64
  /// Whether the field `authorization` is to be taken away.
  let removesAuthorization: Bool
}
