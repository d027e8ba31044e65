import PosternAPI
import PosternDecisionPoint
import PosternModel
import PosternTransport

/// One request and its answer, without a socket.
struct Exchange {
  let status: UInt16
  let body: String
  let allow: MethodSet

  /// Sends a request to a plane.
  init(
    _ handler: any RequestHandler,
    _ method: PosternTransport.Method,
    _ target: String,
    contentType: String? = "application/json",
    contentEncoding: String? = nil,
    body text: String = ""
  ) {
    let declared = [("content-type", contentType), ("content-encoding", contentEncoding)]
    let request = Request(
      method: method,
      target: target,
      fields: declared.compactMap { name, value in value.map { (name: name, value: $0) } },
      body: Array(text.utf8)
    )
    var response = Response()
    handler.respond(to: request, into: &response)
    status = response.status
    body = String(decoding: response.body, as: UTF8.self)
    allow = response.allow
  }

  /// Sends a request that may have an id, and returns the fields that the answer adds.
  static func fields(
    _ handler: any RequestHandler,
    _ path: String,
    _ body: String,
    requestID: String?
  ) -> [String] {
    var fields = [(name: "content-type", value: "application/json")]
    if let requestID { fields.append((name: "x-request-id", value: requestID)) }
    let request = Request(method: .post, target: path, fields: fields, body: Array(body.utf8))
    var response = Response()
    handler.respond(to: request, into: &response)
    return (0..<response.fields.count).map { index in
      let name = String(decoding: response.fields.name(at: index), as: UTF8.self)
      return name + ": " + String(decoding: response.fields.value(at: index), as: UTF8.self)
    }
  }

  /// Asks one question.
  static func authorize(_ plane: DecisionPlane, _ body: String) -> Exchange {
    Exchange(plane, .post, "/v1/authorize", body: body)
  }

  /// Asks many questions.
  static func batch(_ plane: DecisionPlane, _ body: String) -> Exchange {
    Exchange(plane, .post, "/v1/authorize/batch", body: body)
  }

  /// The body with every id of a decision, which no two decisions share, replaced by `ID`.
  var bodyWithoutIDs: String {
    body.replacing(/"id":"[0-9A-HJKMNP-TV-Z]{26}"/, with: "\"id\":\"ID\"")
  }
}
