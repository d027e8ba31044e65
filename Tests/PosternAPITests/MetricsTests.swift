import PosternAPI
import PosternModel
import PosternTransport
import Testing

@Suite("Counting")
struct MetricsTests {
  @Test("every decision counts once, as what it was")
  func decisions() throws {
    let counters = PlaneCounters()
    let plane = try Shop.plane(counters: counters)
    for action in ["orders:GetOrder", "orders:GetOrder", "orders:DeleteOrder", "orders:Other"] {
      _ = Exchange.authorize(plane, Shop.question(action: action))
    }
    let stranger = "arn:aws:iam::111122223333:user/stranger"
    _ = Exchange.authorize(plane, Shop.question(principal: stranger, action: "orders:GetOrder"))
    _ = Exchange.batch(
      plane,
      #"{"requests":[\#(Shop.question(action: "orders:GetOrder")),{}]}"#
    )
    let counted = Interface.allCases.flatMap { interface in
      DecisionKind.allCases.compactMap { kind in
        let count = counters.count(of: kind, by: interface)
        return count == 0 ? nil : "\(interface.name) \(kind.decision) \(kind.reason) \(count)"
      }
    }
    #expect(
      counted == [
        "authorize allow identity 2", "authorize deny explicit_identity 1",
        "authorize deny implicit_identity 1", "authorize deny unknown_principal 1",
        "batch allow identity 1",
      ]
    )
  }

  @Test("every answer counts once, by its route and status")
  func answers() throws {
    let counters = PlaneCounters()
    let plane = try Shop.plane(counters: counters)
    _ = Exchange.authorize(plane, Shop.question(action: "orders:GetOrder"))
    _ = Exchange.authorize(plane, "{")
    _ = Exchange(plane, .get, "/v1/authorize")
    _ = Exchange(plane, .post, "/v1/authorize", contentType: "text/plain")
    _ = Exchange(plane, .post, "/nowhere")
    let counted = Route.allCases.flatMap { route in
      PlaneCounters.statuses.compactMap { status in
        let count = counters.answerCount(of: route, status: status)
        return count == 0 ? nil : "\(route.name) \(status) \(count)"
      }
    }
    #expect(
      counted == [
        "none 404 1", "/v1/authorize 200 1", "/v1/authorize 400 1", "/v1/authorize 405 1",
        "/v1/authorize 415 1",
      ]
    )
  }

  @Test("every status of a refusal is counted by itself", arguments: TransportRejection.allCases)
  func refusals(rejection: TransportRejection) {
    let counters = PlaneCounters()
    counters.countAnswer(of: .none, status: rejection.status)
    let counted = PlaneCounters.statuses.filter { counters.answerCount(of: .none, status: $0) > 0 }
    #expect(counted == [rejection.status])
  }

  @Test("kinds of decisions have names and numbers of their own")
  func kinds() {
    let kinds = DecisionKind.allCases
    #expect(Set(kinds.map(\.number)).count == kinds.count)
    #expect(Set(kinds.map { "\($0.decision) \($0.reason)" }).count == kinds.count)
    #expect(kinds.count == 3 * Layer.allCases.count + 2)
  }

  @Test("durations fall into cumulative buckets, the first of 64 requests is measured")
  func durations() throws {
    let counters = PlaneCounters()
    let plane = try Shop.plane(counters: counters)
    _ = Exchange.authorize(plane, Shop.question(action: "orders:GetOrder"))
    #expect(counters.durationSumNanoseconds(by: .authorize) > 0)
    for _ in 1..<128 {
      _ = Exchange.authorize(plane, Shop.question(action: "orders:GetOrder"))
    }
    #expect(Self.measured(counters) == ["authorize 2"])
  }

  @Test("durations are measured for each interface, of what asks for decisions")
  func durationsByInterface() throws {
    let counters = PlaneCounters()
    let plane = try Gate.plane(authzen: Shop.mapping, counters: counters)
    let question = WireMessage().text(1, Shop.alice).text(2, "orders:GetOrder").text(3, Shop.order)
    _ = Exchange.authorize(plane, Shop.question(action: "orders:GetOrder"))
    for _ in 0..<65 {
      _ = Gate.call(plane, "/postern.v1.Authorizer/Authorize", question.bytes)
    }
    _ = Exchange.batch(plane, #"{"requests":[{},{}]}"#)
    _ = Exchange(plane, .post, "/access/v1/evaluation", body: Shop.evaluation())
    _ = Gate.call(plane, "/envoy.service.auth.v3.Authorization/Check", [])
    _ = Gate.forwardAuth(plane, "GET", "/orders/42")
    _ = Gate.call(plane, "/grpc.health.v1.Health/Check", [])
    #expect(
      Self.measured(counters) == [
        "authorize 1", "batch 1", "authzen 1", "grpc 2", "ext_authz 1", "forward_auth 1",
      ]
    )
  }

  private static func measured(_ counters: PlaneCounters) -> [String] {
    Interface.allCases.compactMap { interface in
      let counts = (0...DurationBuckets.boundNanoseconds.count).map {
        counters.durationCount(inBucket: $0, by: interface)
      }
      let count = counts.reduce(0, +)
      return count == 0 ? nil : "\(interface.name) \(count)"
    }
  }

  @Test("a page is written as collectors read it")
  func text() {
    var text = MetricsText(reusing: [])
    text.begin("requests_total", .counter, help: "Requests.")
    text.sample(UInt64(3), labels: [("path", "a\"b\\c\nd"), ("code", "200")])
    text.begin("seconds", .histogram, help: "Times.")
    text.histogram(bounds: [0.000_001, 1], counts: [2, 0, 1], sum: 2.5, labels: [])
    let expected = #"""
      # HELP requests_total Requests.
      # TYPE requests_total counter
      requests_total{path="a\"b\\c\nd",code="200"} 3
      # HELP seconds Times.
      # TYPE seconds histogram
      seconds_bucket{le="1e-06"} 2
      seconds_bucket{le="1"} 2
      seconds_bucket{le="+Inf"} 3
      seconds_sum 2.5
      seconds_count 3

      """#
    #expect(String(decoding: text.take(), as: UTF8.self) == expected)
  }

  @Test("an answer repeats the id of its request, also when it is an error")
  func requestID() throws {
    let plane = try Shop.plane()
    let good = Shop.question(action: "orders:GetOrder")
    for (path, body) in [("/v1/authorize", good), ("/v1/authorize", "{"), ("/nowhere", "")] {
      let fields = Exchange.fields(plane, path, body, requestID: "id-7")
      #expect(fields == ["x-request-id: id-7"])
    }
    #expect(Exchange.fields(plane, "/v1/authorize", good, requestID: nil) == [])
  }
}
