import PosternText

/// What this decision point can do, as AuthZEN publishes it.
struct AuthZENMetadata {
  /// Where it is published.
  static let path: StaticString = "/.well-known/authzen-configuration"

  /// The JSON.
  let body: [UInt8]

  /// Describes the decision point that callers see at an address.
  init(baseURL: String) {
    let base = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
    var writer = JSONWriter(reusing: [])
    writer.beginObject()
    writer.name("policy_decision_point")
    writer.string(baseURL)
    writer.name("access_evaluation_endpoint")
    writer.string("\(base)/access/v1/evaluation")
    writer.name("access_evaluations_endpoint")
    writer.string("\(base)/access/v1/evaluations")
    writer.endObject()
    body = writer.take()
  }
}
