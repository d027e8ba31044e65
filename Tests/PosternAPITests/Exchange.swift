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
    body text: String = ""
  ) {
    let request = Request(
      method: method,
      target: target,
      fields: contentType.map { [(name: "content-type", value: $0)] } ?? [],
      body: Array(text.utf8)
    )
    var response = Response()
    handler.respond(to: request, into: &response)
    status = response.status
    body = String(decoding: response.body, as: UTF8.self)
    allow = response.allow
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
