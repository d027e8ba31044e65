import Foundation
import Testing

@Suite("Calls of gRPC", .serialized, .timeLimit(.minutes(2)))
struct CallTests {
  private static let order = "arn:aws:orders:eu-west-1:111122223333:order/42"

  /// What a call must come back with.
  struct Expectation: CustomTestStringConvertible {
    let name: String
    let members: JSON

    init(_ name: String, _ members: String) {
      self.name = name
      self.members = (try? JSON(members)) ?? .null
    }

    var testDescription: String { name }
  }

  @Test("the ordinary client gets answers and errors as the protocol wants them")
  func ordinaryClient() async throws {
    let sidecar = try await Sidecar.start()
    let protos = Environment.repository.appending(path: "proto").path
    let calls = try CallRecords.of(
      "grpc_calls.py",
      [sidecar.decisions, protos, Example.folder.path]
    )
    for question in Example.questions where !question.isTrusted {
      let record = try calls["example/\(question.name)"]
      #expect(Self.expectation(of: question).differences(in: record) == [], "\(question.name)")
    }
    for expected in Self.ordinary {
      let record = try calls[expected.name]
      #expect(expected.members.differences(in: record) == [], "\(expected.name): \(record)")
    }
    let layers = try #require(calls["full"]["answer"]?["trace"]?.elements)
    #expect(layers.contains { $0["layer"] == .string("identity") })
    #expect(try calls["none"]["answer"]?["reason"] == nil)
  }

  @Test("every rule about the frames of a call is kept")
  func frames() async throws {
    let sidecar = try await Sidecar.start()
    let message = Self.message([
      "arn:aws:iam::111122223333:user/alice", "orders:GetOrder", Self.order,
    ])
    let calls = try CallRecords.of("grpc_frames.py", [sidecar.decisions, message])
    for expected in Self.frames {
      let record = try calls[expected.name]
      #expect(expected.members.differences(in: record) == [], "\(expected.name): \(record)")
    }
    for name in ["json", "other word", "web", "GET"] {
      #expect(try calls[name]["grpc-status"] == nil, "\(name)")
    }
    #expect(try calls["good"]["x-request-id"] == nil)
    #expect(try sidecar.probe("/livez").status == 200)
  }

  @Test("a call over HTTP/1.1 is refused")
  func otherProtocol() async throws {
    let sidecar = try await Sidecar.start()
    let answer = try sidecar.answer(
      [
        "--http1.1", "-H", "content-type: application/grpc", "--data-binary", "@-",
        "http://\(sidecar.decisions)/postern.v1.Authorizer/Authorize",
      ],
      input: Data([0, 0, 0, 0, 0])
    )
    #expect(answer.status == 505)
  }

  /// Encodes a message of texts, numbered from 1, in hexadecimal.
  private static func message(_ texts: [String]) -> String {
    var bytes: [UInt8] = []
    for (index, text) in texts.enumerated() {
      bytes.append(UInt8(index + 1) << 3 | 2)
      bytes.append(UInt8(text.utf8.count))
      bytes.append(contentsOf: text.utf8)
    }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Turns what JSON must say into what the message must say.
  private static func expectation(of question: Question) -> JSON {
    guard question.status == 200 else { return .object(["code": .string("INVALID_ARGUMENT")]) }
    var answer = question.expectation.members ?? [:]
    if let decision = answer["decision"]?.text {
      answer["decision"] = .string("DECISION_\(decision.uppercased())")
    }
    if let kind = answer["kind"]?.text {
      answer["kind"] = .string(
        kind == "explicitDeny" ? "DENIAL_KIND_EXPLICIT" : "DENIAL_KIND_IMPLICIT"
      )
    }
    if var reason = answer["reason"]?.members {
      // What has its zero value is not written: no index 0, no empty list.
      let statements = (reason["statements"]?.elements ?? []).map { statement in
        JSON.object((statement.members ?? [:]).filter { $0.value != .number(0) })
      }
      reason["statements"] = statements.isEmpty ? nil : .array(statements)
      answer["reason"] = .object(reason)
    }
    return .object(["code": .string("OK"), "answer": .object(answer)])
  }

  private static let ordinary = [
    Expectation("full", #"{"code": "OK", "answer": {"traceVersion": 1}}"#),
    Expectation("none", #"{"code": "OK", "answer": {"revision": "1"}}"#),
    Expectation("deadline", #"{"code": "OK"}"#),
    Expectation(
      "no action",
      #"""
      {"code": "INVALID_ARGUMENT", "statusCode": 3, "detail": {"code": "missingMember",
      "pointer": "/action", "message": "the member `action` is missing"}}
      """#
    ),
    Expectation(
      "bad action",
      #"{"code": "INVALID_ARGUMENT", "detail": {"code": "invalidAction", "pointer": "/action"}}"#
    ),
    Expectation(
      "bad context",
      #"{"code": "INVALID_ARGUMENT", "detail": {"pointer": "/context/schlüssel~1100%"}}"#
    ),
    Expectation(
      "bad number",
      #"""
      {"code": "INVALID_ARGUMENT", "detail": {"code": "invalidValue",
      "pointer": "/context/a:b"}}
      """#
    ),
    Expectation("bad level", #"{"code": "INVALID_ARGUMENT", "detail": {"pointer": "/explain"}}"#),
    Expectation(
      "batch",
      #"""
      {"code": "OK", "answer": {"revision": "1", "results": [{"response": {
      "revision": "1"}}, {"error": {"code": "invalidResource",
      "pointer": "/requests/1/resource"}}, {"response": {"decision": "DECISION_DENY"}}]}}
      """#
    ),
    Expectation(
      "large batch",
      #"{"code": "INVALID_ARGUMENT", "detail": {"code": "limitExceeded"}}"#
    ),
    Expectation("unknown method", #"{"code": "UNIMPLEMENTED"}"#),
    Expectation("unknown service", #"{"code": "UNIMPLEMENTED"}"#),
    Expectation("letter case", #"{"code": "UNIMPLEMENTED"}"#),
    Expectation("garbage", #"{"code": "INTERNAL"}"#),
    Expectation("too long", #"{"code": "RESOURCE_EXHAUSTED"}"#),
    Expectation("far too long", #"{"code": "RESOURCE_EXHAUSTED"}"#),
    Expectation("after", #"{"code": "OK"}"#),
    Expectation("health/", #"{"code": "OK", "answer": {"status": "SERVING"}}"#),
    Expectation(
      "health/postern.v1.Authorizer",
      #"{"code": "OK", "answer": {"status": "SERVING"}}"#
    ),
    Expectation(
      "health/envoy.service.auth.v3.Authorization",
      #"{"code": "OK", "answer": {"status": "SERVING"}}"#
    ),
    Expectation("health/x.Y", #"{"code": "NOT_FOUND"}"#),
    Expectation(
      "health list",
      #"""
      {"code": "OK", "answer": {"statuses": {
        "": {"status": "SERVING"}, "postern.v1.Authorizer": {"status": "SERVING"},
        "envoy.service.auth.v3.Authorization": {"status": "SERVING"}
      }}}
      """#
    ),
    Expectation("gzip", #"{"code": "UNIMPLEMENTED"}"#),
  ]

  private static let good =
    #"""
    {"events": ["head", "trailers", "end"], ":status": "200",
    "content-type": "application/grpc", "grpc-status": "0", "isFramed": true}
    """#

  private static func failure(_ code: Int) -> String {
    #"""
    {"events": ["head", "end"], ":status": "200", "content-type": "application/grpc",
    "grpc-status": "\#(code)"}
    """#
  }

  private static func early(_ code: Int) -> String {
    #"{"events": ["head", "end", "reset 0"], ":status": "200", "grpc-status": "\#(code)"}"#
  }

  private static let frames = [
    Expectation("good", good),
    Expectation("with an id", good),
    Expectation("with an id", #"{"x-request-id": "id-7"}"#),
    Expectation("with an id, failed", failure(3)),
    Expectation("with an id, failed", #"{"x-request-id": "id-7"}"#),
    Expectation("no te", good),
    Expectation("+proto", good),
    Expectation("parameter", good),
    Expectation("pieces", good),
    Expectation("other word", #"{":status": "415"}"#),
    Expectation("web", #"{":status": "415"}"#),
    Expectation("json", #"{":status": "415"}"#),
    Expectation("GET", #"{":status": "405"}"#),
    Expectation("no message", failure(12)),
    Expectation("two messages", failure(12)),
    Expectation("two and a half", failure(12)),
    Expectation("half a prefix", failure(13)),
    Expectation("half a message", failure(13)),
    Expectation("empty message", failure(3)),
    Expectation("flag without encoding", failure(13)),
    Expectation("flag with identity", failure(13)),
    Expectation("flag with snappy", failure(12)),
    Expectation("flag with snappy", #"{"grpc-accept-encoding": "identity"}"#),
    Expectation("no flag with snappy", good),
    Expectation("flag 2", failure(13)),
    Expectation("long, and not complete", early(8)),
    Expectation("timeout", early(4)),
    Expectation("timeout, nothing sent", early(4)),
    Expectation("timeout long", good),
    Expectation("timeout in time", good),
    Expectation("timeout with no unit", early(13)),
    Expectation("timeout with nine digits", early(13)),
    Expectation("timeout with empty", early(13)),
  ]
}
