/// A request that a proxy holds back until it knows whether it may pass, as the proxy describes it.
struct ProxiedRequest {
  /// The method, as it was sent.
  var method: String
  /// The path and the query, as they were sent.
  var target: String
  /// `https` or `http`; empty when the proxy does not say.
  var scheme: String
  /// The address of the client as the proxy sees it; empty when it does not say.
  var sourceAddress: String
  /// The name in the client's certificate; empty when it has shown none.
  var sourceIdentity: String
  /// What the configuration of the proxy says about the route.
  var extensions: [String: String]
  /// The header fields by their names in lower case: at least those that the options name.
  var headers: [String: String]
}
