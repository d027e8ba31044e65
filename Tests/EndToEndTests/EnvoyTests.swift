import Foundation
import Testing

@Suite("Envoy asks before it lets pass", .serialized, .timeLimit(.minutes(2)))
struct EnvoyTests {
  static let alice = "arn:aws:iam::111122223333:user/alice"

  /// Whom the names in client certificates stand for.
  private static let principals =
    #"[{identity: "spiffe://acme.example/ns/{namespace}/sa/{name}", "#
    + #"principal: "arn:aws:iam::111122223333:user/{name}"}]"#

  /// An account in which alice may read one order, and another path in secret; nobody may anything
  /// else.
  static let account = """
    kind: Account
    id: "111122223333"
    ---
    kind: User
    name: alice
    inlinePolicies:
      - name: ReadOneOrder
        document:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: orders:GetOrder
              Resource: arn:aws:orders:eu-west-1:111122223333:order/42
            - Effect: Allow
              Action: orders:Invoke
              Resource: arn:aws:orders:::route/GET/secure
              Condition: {Bool: {"aws:SecureTransport": "true"}}
    """

  @Test("the configuration that we ship lets pass, keeps back, and fails closed")
  func gate() async throws {
    let scratch = try Scratch()
    let entities = try Scratch()
    _ = try entities.write(Data(Self.account.utf8), to: "account.yaml")
    let sidecar = try await Sidecar.start(
      from: entities.url("account.yaml").deletingLastPathComponent(),
      flags: [
        "--trusted-proxy", "--set", "proxies.principalHeader=X-User", "--set",
        "proxies.principals=\(Self.principals)",
      ]
    )
    let python = URL(filePath: try Environment.python())
    let envoy = python.deletingLastPathComponent().appending(path: "envoy").path
    let configuration = Environment.repository.appending(path: "deploy/envoy/envoy.yaml").path
    let folder = scratch.url("x").deletingLastPathComponent().path
    let gate = try CallRecords.of(
      "envoy_gate.py",
      [
        envoy, configuration, folder, sidecar.decisions, sidecar.socket,
        String(sidecar.process.processIdentifier),
      ]
    )
    for expected in Self.expectations {
      let record = try gate[expected.name]
      #expect(expected.members.differences(in: record) == [], "\(expected.name): \(record)")
    }
    for name in ["allow", "forged", "socket/allow", "certificate/alice"] {
      let seen = try gate[name]["body"]
      #expect(seen?["x-postern-principal"]?.text == Self.alice, "\(name)")
      #expect(seen?["x-postern-decision-id"]?.text?.count == 26, "\(name)")
    }
    #expect(try gate["probe"]["body"]?["x-postern-principal"] == nil)
    #expect(try gate["log"]["allowed"]?["decision_id"]?.text?.count == 26)
    #expect(sidecar.stop() == 0)
  }

  @Test("our part of Envoy's messages is the official one, and official stubs get their answers")
  func messages() async throws {
    let sidecar = try await Sidecar.start()
    let protos = Environment.repository.appending(path: "proto").path
    let answers = try CallRecords.of("envoy_messages.py", [sidecar.decisions, protos])
    #expect(try answers["messages"]["differences"] == .array([]))
    #expect(try #require(answers["messages"]["count"]?.integer) >= 13)
    for expected in Self.officialAnswers {
      let record = try answers[expected.name]
      #expect(expected.members.differences(in: record) == [], "\(expected.name): \(record)")
    }
  }

  private static let officialAnswers = [
    CallTests.Expectation(
      "check",
      #"""
      {"answer": {"status": {"code": 7}, "deniedResponse": {"status": {
      "code": "Forbidden"}}, "dynamicMetadata": {"decision": "deny",
      "principal": "anonymous", "policy_revision": 1}}}
      """#
    ),
    CallTests.Expectation(
      "empty check",
      #"{"answer": {"status": {"code": 7}, "deniedResponse": {"status": {"code": "BadRequest"}}}}"#
    ),
  ]

  private static let denial =
    #"""
    {"status": 403, "fields": {"content-type": "application/json"}, "body": {
    "__type": "AccessDenied"}}
    """#

  private static let expectations = [
    CallTests.Expectation("allow", #"{"status": 200}"#),
    CallTests.Expectation("forged", #"{"status": 200}"#),
    CallTests.Expectation("nobody", denial),
    CallTests.Expectation("other order", denial),
    CallTests.Expectation(
      "other method",
      #"{"status": 403, "body": {"__type": "AccessDenied"}}"#
    ),
    CallTests.Expectation(
      "no part",
      #"{"status": 400, "body": {"__type": "ValidationException"}}"#
    ),
    CallTests.Expectation("probe", #"{"status": 200}"#),
    CallTests.Expectation("claims to be secure", denial),
    CallTests.Expectation("dots", denial),
    CallTests.Expectation("counts", #"{"ok": 2, "denied": 6, "error": 0}"#),
    CallTests.Expectation("slow", #"{"status": 503}"#),
    CallTests.Expectation(
      "log",
      #"""
      {"allowed": {"code": 200, "decision": "allow",
      "principal": "arn:aws:iam::111122223333:user/alice"}, "denied": {"code": 403,
      "flags": "UAEX", "detail": "ext_authz_denied", "decision": "deny",
      "principal": "anonymous"}}
      """#
    ),
    CallTests.Expectation("socket/allow", #"{"status": 200}"#),
    CallTests.Expectation("socket/deny", denial),
    CallTests.Expectation("certificate/alice", #"{"status": 200}"#),
    CallTests.Expectation("certificate/stranger", denial),
    CallTests.Expectation("down", #"{"status": 503}"#),
  ]
}
