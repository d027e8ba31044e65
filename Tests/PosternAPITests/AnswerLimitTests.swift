import PosternModel
import PosternTransport
import SwiftProtobuf
import Testing

// Inside access: the messages of gRPC are the module's own.
@testable import PosternAPI

@Suite("Limits of an answer")
struct AnswerLimitTests {
  private static let itemCount = 200
  private static let byteCountMax = 6_000
  /// What the error of one question takes at most.
  private static let errorByteCountMax = 250

  private static let limits = {
    var limits = Limits.standard
    limits.answerByteCountMax = byteCountMax
    return limits
  }()

  /// Each result in its order: whether it is a decision, as far as there was room for one.
  private func expectCut(
    _ results: [Bool],
    byteCount: Int,
    _ counters: PlaneCounters,
    _ interface: Interface
  ) {
    #expect(results.count == Self.itemCount)
    let decided = results.prefix { $0 }.count
    #expect(decided > 0 && decided < Self.itemCount)
    #expect(results[decided...].allSatisfy { !$0 })
    #expect(byteCount <= Self.byteCountMax + Self.itemCount * Self.errorByteCountMax)
    #expect(Self.decisionCount(counters, interface) == decided)
  }

  /// What was answered counts, and nothing else.
  private static func decisionCount(_ counters: PlaneCounters, _ interface: Interface) -> UInt64 {
    DecisionKind.allCases.reduce(0) { $0 + counters.count(of: $1, by: interface) }
  }

  @Test(
    "hold for a batch: each question behind them gets an error in its place",
    arguments: ["none", "reason", "full"]
  )
  func batch(explain: String) throws {
    let counters = PlaneCounters()
    let plane = try Shop.plane(limits: Self.limits, counters: counters)
    let items = Array(repeating: "{}", count: Self.itemCount).joined(separator: ",")
    let defaults = Shop.question(action: "orders:DeleteOrder", extra: #","explain":"\#(explain)""#)
    let exchange = Exchange.batch(plane, #"{"requests":[\#(items)],"defaults":\#(defaults)}"#)
    #expect(exchange.status == 200)
    let results = exchange.body.matches(of: /\{"(?<kind>decision|error)":/)
    expectCut(
      results.map { $0.output.kind == "decision" },
      byteCount: exchange.body.utf8.count,
      counters,
      .batch
    )
    #expect(exchange.body.contains(#""code":"limitExceeded""#))
    #expect(exchange.body.hasSuffix(#""revision":17}"#))
    let next = Exchange.batch(plane, #"{"requests":[\#(defaults)]}"#)
    #expect(next.body.hasPrefix(#"{"results":[{"decision":"deny""#))
  }

  @Test("hold for the errors too, in each interface, where these need no more than half")
  func errorsWithin() throws {
    let (plane, limits) = try Self.narrowPlane()
    let items = Array(repeating: "{}", count: Self.itemCount).joined(separator: ",")
    let defaults = Shop.question(action: "orders:DeleteOrder")
    let batch = Exchange.batch(plane, #"{"requests":[\#(items)],"defaults":\#(defaults)}"#)
    #expect(batch.status == 200)
    #expect(batch.body.utf8.count <= limits.answerByteCountMax)
    #expect(batch.body.contains(#""decision""#) && batch.body.contains(#""error""#))
    let evaluations = Exchange(
      plane,
      .post,
      "/access/v1/evaluations",
      body: Shop.evaluation(
        action: #"{"name":"DeleteOrder"}"#,
        context: #"{"postern":{"explain":true}}"#
      ).dropLast() + #","evaluations":[\#(items)]}"#
    )
    #expect(evaluations.status == 200)
    #expect(evaluations.body.utf8.count <= limits.answerByteCountMax)
    #expect(evaluations.body.contains(#""postern""#) && evaluations.body.contains(#""error""#))
    let question = WireMessage().text(1, Shop.alice).text(2, "orders:DeleteOrder")
      .text(3, Shop.order)
    let call = (0..<Self.itemCount).reduce(WireMessage()) { sum, _ in sum.message(1, question) }
    let response = Gate.call(plane, "/postern.v1.Authorizer/BatchAuthorize", call.bytes)
    #expect(response.body.count <= limits.answerByteCountMax)
    let answer = try Postern_V1_BatchAuthorizeResponse(
      serializedBytes: Array(response.body.dropFirst(5))
    )
    #expect(answer.results.first?.response.decision == .deny)
    #expect(answer.results.last?.error.code == "limitExceeded")
  }

  /// A plane in whose answers all errors have room, and not much besides.
  private static func narrowPlane() throws -> (DecisionPlane, Limits) {
    var limits = Limits.standard
    limits.answerByteCountMax = 256 * itemCount + 4_000
    return (try Gate.plane(limits: limits, authzen: Shop.mapping), limits)
  }

  @Test("hold for evaluations of AuthZEN, whose errors are denials that say so")
  func evaluations() throws {
    let counters = PlaneCounters()
    let plane = try Shop.plane(
      limits: Self.limits,
      authzen: AuthZENTests.mapping,
      counters: counters
    )
    let items = Array(repeating: "{}", count: Self.itemCount).joined(separator: ",")
    let body = """
      {"subject":{"type":"user","id":"alice"},"action":{"name":"GetOrder"},\
      "resource":{"type":"order","id":"42"},"context":{"postern":{"explain":true}},\
      "evaluations":[\(items)]}
      """
    let exchange = Exchange(plane, .post, "/access/v1/evaluations", body: body)
    #expect(exchange.status == 200)
    let results = exchange.body.matches(of: /\{"decision":(?<word>true|false)/)
    expectCut(
      results.map { $0.output.word == "true" },
      byteCount: exchange.body.utf8.count,
      counters,
      .authzen
    )
    #expect(exchange.body.contains(#"{"decision":false,"context":{"error":{"status":400,"#))
  }

  @Test("hold for a batch over gRPC")
  func calls() throws {
    let counters = PlaneCounters()
    let plane = try Gate.plane(limits: Self.limits, counters: counters)
    var batch = Postern_V1_BatchAuthorizeRequest()
    batch.requests = Array(repeating: Postern_V1_AuthorizeRequest(), count: Self.itemCount)
    batch.defaults.principal = Shop.alice
    batch.defaults.action = "orders:DeleteOrder"
    batch.defaults.resource = Shop.order
    let message: [UInt8] = try batch.serializedBytes()
    let response = Gate.call(plane, "/postern.v1.Authorizer/BatchAuthorize", message)
    #expect(response.callStatus?.code == .ok)
    let answer = try Postern_V1_BatchAuthorizeResponse(
      serializedBytes: Array(response.body.dropFirst(5))
    )
    let results = answer.results.map { result in
      if case .response = result.result { true } else { false }
    }
    expectCut(results, byteCount: response.body.count, counters, .grpc)
    #expect(answer.results.last?.error.code == "limitExceeded")
  }

  @Test("hold for one question, which can be asked again for less")
  func single() throws {
    var limits = Limits.standard
    limits.answerByteCountMax = 100
    let counters = PlaneCounters()
    let plane = try Shop.plane(limits: limits, counters: counters)
    let long = Exchange.authorize(plane, Shop.question(action: "orders:GetOrder"))
    #expect(long.status == 400)
    #expect(long.body.hasPrefix(#"{"error":{"code":"limitExceeded""#))
    #expect(Self.decisionCount(counters, .authorize) == 0)
    let short = Exchange.authorize(
      plane,
      Shop.question(action: "orders:GetOrder", extra: #","explain":"none""#)
    )
    #expect(short.body.hasPrefix(#"{"decision":"allow","#))
    #expect(Self.decisionCount(counters, .authorize) == 1)
  }
}
