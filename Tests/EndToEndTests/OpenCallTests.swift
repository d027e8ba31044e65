import Foundation
import Testing

@Suite("Calls that stay open", .serialized, .timeLimit(.minutes(2)))
struct OpenCallTests {
  private static func run(_ flags: [String]) async throws -> (CallRecords, Sidecar) {
    let sidecar = try await Sidecar.start(flags: flags + ["--drain-delay-seconds", "1"])
    let process = String(sidecar.process.processIdentifier)
    return (try CallRecords.of("grpc_streams.py", [sidecar.decisions, process]), sidecar)
  }

  private static func expect(_ expectations: [CallTests.Expectation], of calls: CallRecords) throws
  {
    for expected in expectations {
      let record = try calls[expected.name]
      #expect(expected.members.differences(in: record) == [], "\(expected.name): \(record)")
    }
  }

  @Test("watches are told at once, of changes and of the end; reflection is off")
  func watches() async throws {
    let (calls, sidecar) = try await Self.run([])
    try Self.expect(Self.watches, of: calls)
    #expect(try calls["services"]["code"] == .string("UNIMPLEMENTED"))
    #expect(try calls["conversation"]["code"] == .string("UNIMPLEMENTED"))
    sidecar.process.waitUntilExit()
    #expect(sidecar.process.terminationStatus == 0)
  }

  @Test("reflection describes every method, to clients of both versions")
  func reflection() async throws {
    let (calls, sidecar) = try await Self.run(["--grpc-reflection"])
    try Self.expect(Self.watches + Self.reflection, of: calls)
    sidecar.process.waitUntilExit()
    #expect(sidecar.process.terminationStatus == 0)
  }

  private static let watches = [
    CallTests.Expectation(
      "watch until the deadline",
      #"{"statuses": ["SERVING"], "code": "DEADLINE_EXCEEDED"}"#
    ),
    CallTests.Expectation(
      "watch nothing",
      #"{"statuses": ["SERVICE_UNKNOWN"], "code": "DEADLINE_EXCEEDED"}"#
    ),
    CallTests.Expectation("watch and cancel", #"{"statuses": ["SERVING"]}"#),
    CallTests.Expectation("watch with none", #"{"count": 0, "code": "UNIMPLEMENTED"}"#),
    CallTests.Expectation("watch with two", #"{"code": "UNIMPLEMENTED"}"#),
    CallTests.Expectation("watch with garbage", #"{"count": 0, "code": "INTERNAL"}"#),
    CallTests.Expectation("watch with a long name", #"{"count": 0, "code": "RESOURCE_EXHAUSTED"}"#),
    CallTests.Expectation(
      "watch until the end",
      #"{"statuses": ["SERVING", "NOT_SERVING"], "check": "NOT_SERVING", "code": "UNAVAILABLE"}"#
    ),
  ]

  private static let reflection = [
    CallTests.Expectation(
      "services",
      #"""
      {"names": ["envoy.service.auth.v3.Authorization", "grpc.health.v1.Health",
      "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
      "postern.v1.Authorizer"]}
      """#
    ),
    CallTests.Expectation(
      "service/postern.v1.Authorizer",
      #"{"methods": ["Authorize", "BatchAuthorize"]}"#
    ),
    CallTests.Expectation(
      "service/grpc.health.v1.Health",
      #"{"methods": ["Check", "List", "Watch"]}"#
    ),
    CallTests.Expectation("message", #"{"fields": {"header_map": 13, "size": 9}}"#),
    CallTests.Expectation(
      "conversation",
      #"""
      {"count": 5, "error": 5, "host": "x", "files": 1, "value": 1, "near": 5,
      "extended": "postern.v1.AuthorizeRequest", "unextended": 5, "more": 0, "code": "OK"}
      """#
    ),
  ]
}
