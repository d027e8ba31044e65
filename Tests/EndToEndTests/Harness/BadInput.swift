/// A request that must be refused, and how.
struct BadInput: Sendable, Encodable {
  /// What is wrong with it.
  let name: String
  let method: String
  let path: String
  let contentType: String
  let body: String
  /// The status that refuses it.
  let status: Int
  /// The JSON pointer that the error must carry; nil when any or none will do.
  let pointer: String?

  init(
    _ name: String,
    body: String,
    status: Int = 400,
    pointer: String? = nil,
    method: String = "POST",
    path: String = "/v1/authorize",
    contentType: String = "application/json"
  ) {
    self.name = name
    self.method = method
    self.path = path
    self.contentType = contentType
    self.body = body
    self.status = status
    self.pointer = pointer
  }

  /// Every kind of bad input that a decision request can be.
  static let all =
    notJSON + wrongMembers + [
      BadInput("wrong method", body: question(), status: 405, method: "PUT"),
      BadInput("wrong path", body: question(), status: 404, path: "/v1/authorise"),
      BadInput("path in another case", body: question(), status: 404, path: "/V1/Authorize"),
      BadInput("doubled slash", body: question(), status: 404, path: "//v1/authorize"),
      BadInput("wrong content type", body: question(), status: 415, contentType: "text/plain"),
    ]

  private static let notJSON = [
    BadInput("nothing", body: ""),
    BadInput("words", body: "may alice?"),
    BadInput("half an object", body: "{\"principal\": \"arn:aws:iam"),
    BadInput("text after the object", body: question() + "x"),
    BadInput("a comment", body: "/* a */" + question()),
    BadInput("a trailing comma", body: question(extra: ",")),
    BadInput("a list", body: "[\(question())]", pointer: ""),
    BadInput("null", body: "null", pointer: ""),
    BadInput("a member twice", body: question(extra: ", \"action\": \"orders:ListOrders\"")),
    BadInput("a key twice", body: question(context: "\"a:b\": 1, \"a:b\": 2")),
    BadInput("a lone surrogate", body: question(context: "\"a:b\": \"\\ud800\"")),
    BadInput("a number that is none", body: question(context: "\"a:b\": 01")),
    BadInput(
      "great depth",
      body: String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
    ),
  ]

  private static let wrongMembers = [
    BadInput("an unknown member", body: question(extra: ", \"colour\": 1"), pointer: "/colour"),
    BadInput("no action", body: "{\"principal\": \"anonymous\", \"resource\": \"*\"}"),
    BadInput("an action of the wrong type", body: question(action: "7"), pointer: "/action"),
    BadInput("an action without service", body: question(action: "\"Get\""), pointer: "/action"),
    BadInput("a bad resource", body: question(resource: "\"order/42\""), pointer: "/resource"),
    BadInput("a short ARN", body: question(resource: "\"arn:aws:s3\""), pointer: "/resource"),
    BadInput("a bad principal", body: question(principal: "\"alice\""), pointer: "/principal"),
    BadInput("a null principal", body: question(principal: "null"), pointer: "/principal"),
    BadInput(
      "a context of objects",
      body: question(context: "\"a:b\": {}"),
      pointer: "/context/a:b"
    ),
    BadInput(
      "a null in the context",
      body: question(context: "\"a:b\": null"),
      pointer: "/context/a:b"
    ),
    BadInput(
      "a list in a list",
      body: question(context: "\"a:b\": [[]]"),
      pointer: "/context/a:b/0"
    ),
    BadInput(
      "a key that the engine derives",
      body: question(context: "\"aws:username\": \"bob\""),
      pointer: "/context/aws:username"
    ),
    BadInput(
      "the same in another case",
      body: question(context: "\"AWS:UserName\": \"bob\""),
      pointer: "/context/AWS:UserName"
    ),
    BadInput(
      "a list for a key with one value",
      body: question(context: "\"aws:SourceIp\": [\"10.0.0.1\"]"),
      pointer: "/context/aws:SourceIp"
    ),
    BadInput(
      "an unknown level",
      body: question(extra: ", \"explain\": \"loud\""),
      pointer: "/explain"
    ),
  ]

  /// A question that is good but for what the caller puts into it.
  private static func question(
    principal: String = "\"arn:aws:iam::111122223333:user/engineering/bob\"",
    action: String = "\"orders:GetOrder\"",
    resource: String = "\"arn:aws:orders:eu-west-1:111122223333:order/42\"",
    context: String = "",
    extra: String = ""
  ) -> String {
    """
    {"principal": \(principal), "action": \(action), "resource": \(resource), \
    "context": {\(context)}\(extra)}
    """
  }
}
