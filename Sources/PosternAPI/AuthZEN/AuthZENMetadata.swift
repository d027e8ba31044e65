import PosternText
import PosternTransport

/// What this decision point can do, as AuthZEN publishes it, and where that and the routes it names
/// are.
struct AuthZENMetadata {
  /// The JSON.
  let body: [UInt8]
  private let evaluationPath: String
  private let evaluationsPath: String
  /// The well-known path stands between the host and the path of the address (RFC 8615).
  private let path: String
  /// The same with the slash of an address that ends with one: callers derive either.
  private let pathWithSlash: String?

  /// Describes the decision point that callers see at an address.
  init(_ address: DecisionPointAddress) {
    evaluationPath = "\(address.path)/access/v1/evaluation"
    evaluationsPath = "\(address.path)/access/v1/evaluations"
    path = "/.well-known/authzen-configuration\(address.path)"
    pathWithSlash = address.endsWithSlash ? "\(path)/" : nil
    let host = address.description.dropLast(address.path.count + (address.endsWithSlash ? 1 : 0))
    var writer = JSONWriter(reusing: [])
    writer.beginObject()
    writer.name("policy_decision_point")
    writer.string(address.description)
    writer.name("access_evaluation_endpoint")
    writer.string("\(host)\(evaluationPath)")
    writer.name("access_evaluations_endpoint")
    writer.string("\(host)\(evaluationsPath)")
    writer.endObject()
    body = writer.take()
  }

  /// Returns the route of a request to the metadata, or to what the metadata names.
  func route(of request: borrowing Request) -> Route? {
    if request.hasPath(of: evaluationPath) { return .evaluation }
    if request.hasPath(of: evaluationsPath) { return .evaluations }
    if request.hasPath(of: path) { return .authzenMetadata }
    guard let pathWithSlash, request.hasPath(of: pathWithSlash) else { return nil }
    return .authzenMetadata
  }
}
