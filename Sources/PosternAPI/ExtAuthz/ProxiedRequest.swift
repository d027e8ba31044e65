import PosternText

/// A request that a proxy holds back until it knows whether it may pass, as the proxy describes it.
struct ProxiedRequest: Equatable {
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
  /// The names of fields that are not UTF-8: without their values, since two that differ could look
  /// the same when they were mended.
  var malformedFields: Set<String> = []
  /// The names of fields that came more than once, as far as the proxy tells.
  var repeatedFields: Set<String> = []

  /// Whether the client has spoken to the proxy in secret, by the scheme.
  var isSecure: Bool { ProxiedRequest.isSecure(scheme) }

  /// Whether a scheme, in any case, means a connection in secret.
  static func isSecure(_ scheme: String) -> Bool {
    let name = scheme.lowercased()
    return name == "https" || name == "wss"
  }

  /// Whether the method is a word (RFC 9110 §9.1), so that it cannot stand for more than itself
  /// where a resource is named by it.
  var hasMethod: Bool {
    !method.isEmpty && method.utf8.allSatisfy(\.isTokenCharacter)
  }
}
