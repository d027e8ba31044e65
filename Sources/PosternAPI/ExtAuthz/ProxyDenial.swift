import PosternText

/// Why a proxied request must not pass: always with a status, for the proxy and for its client.
struct ProxyDenial: Equatable {
  /// The statuses that a client can be denied with; there is no denial without one.
  enum Status: UInt16 {
    /// The path could be read in two ways, or the request cannot be understood.
    case badRequest = 400
    /// Nobody is known to ask, and the client is told how to say who it is.
    case unauthorized = 401
    /// The policies do not allow it.
    case forbidden = 403
  }

  /// The status for the client.
  let status: Status
  /// A sentence for the client; it names no policy.
  let message: String
  /// The id of the decision; nil when the policies were not asked.
  let decisionID: String?
  /// The revision that it was decided by; nil when the policies were not asked.
  let revision: UInt64?
  /// Who asks; empty when nobody knows.
  let principal: String
  /// The value of `www-authenticate` that belongs to `unauthorized`; nil for the others.
  let challenge: String?

  /// Refuses without asking the policies.
  init(refused message: String) {
    status = .badRequest
    self.message = message
    decisionID = nil
    revision = nil
    principal = ""
    challenge = nil
  }

  /// Passes on what the policies say.
  init(message: String, decisionID: String, revision: UInt64, principal: String, challenge: String?)
  {
    status = challenge == nil ? .forbidden : .unauthorized
    self.message = message
    self.decisionID = decisionID
    self.revision = revision
    self.principal = principal
    self.challenge = challenge
  }

  /// The body for the client, JSON as services of this kind answer.
  var body: [UInt8] {
    var writer = JSONWriter(reusing: [])
    writer.beginObject()
    writer.name("__type")
    writer.string(status == .badRequest ? "ValidationException" : "AccessDenied")
    writer.name("message")
    writer.string(message)
    writer.endObject()
    return writer.take()
  }
}
