import PosternAPI
import PosternDecisionPoint
import PosternModel
import PosternTransport
import Testing

@Suite("Planes")
struct PlaneTests {
  @Test(
    "answer what is at no path with 404",
    arguments: [
      "/", "/v1", "/v1/authorize/", "//v1/authorize", "/V1/authorize", "/v1/authorize%20",
    ]
  )
  func notFound(path: String) throws {
    let exchange = Exchange(try Shop.plane(), .post, path)
    #expect(exchange.status == 404)
    #expect(exchange.body.hasPrefix(#"{"error":{"code":"notFound""#))
  }

  @Test(
    "answer another method with 405 and the one that is taken",
    arguments: PosternTransport.Method.allCases.filter { $0 != .post }
  )
  func methodNotAllowed(method: PosternTransport.Method) throws {
    let exchange = Exchange(try Shop.plane(), method, "/v1/authorize")
    #expect(exchange.status == 405)
    #expect(exchange.allow == MethodSet(.post))
    #expect(exchange.body.hasPrefix(#"{"error":{"code":"methodNotAllowed""#))
  }

  @Test(
    "take `application/json` in any case and with parameters",
    arguments: [
      "application/json", "Application/JSON", "application/json; charset=utf-8",
      "application/json ;charset=utf-8", "application/json ",
    ]
  )
  func mediaType(value: String) throws {
    let exchange = Exchange(
      try Shop.plane(),
      .post,
      "/v1/authorize",
      contentType: value,
      body: Shop.question(action: "orders:GetOrder")
    )
    #expect(exchange.status == 200)
  }

  @Test(
    "answer every other media type, and none, with 415",
    arguments: [
      nil, "", "text/plain", "application/jsonp", "application/json-patch+json",
      "application/x-www-form-urlencoded", "application", " application/json",
    ]
  )
  func wrongMediaType(value: String?) throws {
    let exchange = Exchange(
      try Shop.plane(),
      .post,
      "/v1/authorize",
      contentType: value,
      body: Shop.question(action: "orders:GetOrder")
    )
    #expect(exchange.status == 415)
    #expect(exchange.body.hasPrefix(#"{"error":{"code":"unsupportedMediaType""#))
  }

  @Test(
    "refuse a body that is compressed, before they read it",
    arguments: [
      "/v1/authorize": 415, "/v1/authorize/batch": 415, "/access/v1/evaluation": 400,
    ] as [String: UInt16]
  )
  func compressedBody(path: String, status: UInt16) throws {
    let plane = try Shop.plane()
    plane.take(authzen: AuthZENMapping(), extAuthz: .standard, reflects: false)
    let exchange = Exchange(plane, .post, path, contentEncoding: "gzip", body: "{}")
    #expect(exchange.status == status)
    #expect(exchange.body.contains("without `content-encoding`"))
  }

  @Test("answers by other options from the moment at which it gets them")
  func otherOptions() throws {
    let plane = try Gate.plane()
    func statuses() -> [UInt16] {
      [
        Gate.forwardAuth(plane, "GET", "/orders/42").status,
        Exchange(plane, .post, "/access/v1/evaluation", body: "{}").status,
      ]
    }
    #expect(statuses() == [200, 404])
    // Nobody is named by a field any more, and AuthZEN is spoken.
    plane.take(authzen: AuthZENMapping(), extAuthz: .standard, reflects: false)
    #expect(statuses() == [403, 400])
    var options = ExtAuthzOptions.standard
    options.challenge = "Bearer"
    plane.take(authzen: nil, extAuthz: options, reflects: false)
    #expect(statuses() == [401, 404])
  }

  @Test("refuse a query")
  func query() throws {
    let exchange = Exchange(try Shop.plane(), .post, "/v1/authorize?explain=full")
    #expect(exchange.status == 400)
    #expect(exchange.body.hasPrefix(#"{"error":{"code":"unexpectedQuery""#))
  }

  @Test("are not ready before anything is loaded")
  func notReady() {
    let plane = DecisionPlane(
      authorizer: Authorizer(
        decisionPoint: DecisionPoint(limits: .standard),
        trustsContext: false,
        secondsSinceEpoch: { 0 }
      ),
      limits: .standard,
      authzen: nil,
      counters: PlaneCounters(),
      clock: { 0 }
    )
    let exchange = Exchange.authorize(plane, Shop.question(action: "orders:GetOrder"))
    #expect(exchange.status == 503)
    #expect(exchange.body.hasPrefix(#"{"error":{"code":"notReady""#))
  }

  @Test("answer in JSON for the transport too", arguments: TransportRejection.allCases)
  func rejection(rejection: TransportRejection) throws {
    let plane = try Shop.plane()
    var response = Response()
    let request = Request(
      method: .post,
      target: "/v1/authorize",
      fields: [("x-request-id", "one")],
      body: []
    )
    plane.reject(rejection, of: request, into: &response)
    #expect(response.status == rejection.status)
    #expect(String(decoding: response.body, as: UTF8.self).hasPrefix(#"{"error":{"code":""#))
    #expect(response.fields.value(of: "x-request-id").map(Array.init) == Array("one".utf8))
  }
}
