import Foundation
import Testing

@Suite("Envoy asks over mutual TLS and over HTTP", .serialized, .timeLimit(.minutes(2)))
struct EnvoyVariantTests {
  /// Whom the names in client certificates stand for.
  private static let principals =
    #"[{identity: "spiffe://acme.example/ns/{namespace}/sa/{name}", "#
    + #"principal: "arn:aws:iam::111122223333:user/{name}"}]"#

  /// What requests do that no route of a proxy describes.
  private static let routes =
    #"[{method: GET, path: "/orders/{id}", action: "orders:GetOrder", "#
    + #"resource: "arn:aws:orders:eu-west-1:111122223333:order/{id}"}]"#

  private let entities: Scratch
  private let scratch: Scratch

  init() throws {
    (entities, scratch) = (try Scratch(), try Scratch())
    _ = try entities.write(Data(EnvoyTests.account.utf8), to: "account.yaml")
  }

  /// Runs a script with Envoy, a configuration that we ship, and a folder to write to.
  private func run(_ script: String, _ configuration: String, _ arguments: [String]) throws
    -> CallRecords
  {
    let python = URL(filePath: try Environment.python())
    return try CallRecords.of(
      script,
      [
        python.deletingLastPathComponent().appending(path: "envoy").path,
        Environment.repository.appending(path: "deploy/envoy/\(configuration)").path,
        scratch.url("x").deletingLastPathComponent().path,
      ] + arguments
    )
  }

  private func start(_ flags: [String]) async throws -> Sidecar {
    try await Sidecar.start(
      from: entities.url("account.yaml").deletingLastPathComponent(),
      flags: flags
    )
  }

  private static func expect(_ expectations: [CallTests.Expectation], of records: CallRecords)
    throws
  {
    for expected in expectations {
      let record = try records[expected.name]
      #expect(expected.members.differences(in: record) == [], "\(expected.name): \(record)")
    }
  }

  @Test("over mutual TLS only the named proxy is answered, and who asks is its client")
  func mutualTLS() async throws {
    let certificates = try Certificates()
    let strangers = try Certificates()
    let uri = "URI:spiffe://acme.example"
    try certificates.issue("postern", names: "DNS:localhost,\(uri)/postern", serial: 1)
    try certificates.issue("edge", names: "\(uri)/edge", serial: 2)
    try certificates.issue("alice", names: "\(uri)/ns/shop/sa/alice", serial: 3)
    try certificates.issue("bob", names: "\(uri)/ns/shop/sa/bob", serial: 4)
    try certificates.issue("stranger", names: "\(uri)/ns/shop/sa/proxy", serial: 5)
    try strangers.issue("foreign", names: "\(uri)/edge", serial: 6)
    let sidecar = try await start(
      certificates.flags("postern") + [
        "--decisions-client-ca", certificates.authority, "--decisions-client",
        "spiffe://acme.example/edge", "--set", "proxies.principals=\(Self.principals)",
      ]
    )
    let known = ["edge", "alice", "bob", "stranger"].flatMap {
      [$0, certificates.certificate($0), certificates.key($0)]
    }
    let foreign = ["foreign", strangers.certificate("foreign"), strangers.key("foreign")]
    let answers = try run(
      "envoy_tls.py",
      "envoy.yaml",
      [sidecar.decisions, sidecar.diagnostics, certificates.authority] + known + foreign
    )
    try Self.expect(Self.mutual, of: answers)
    #expect(try answers["alice"]["body"]?["x-postern-principal"]?.text == EnvoyTests.alice)
    #expect(sidecar.stop() == 0)
  }

  @Test("over HTTP it lets pass, keeps back, and fails closed, or as open as it is told to")
  func http() async throws {
    let sidecar = try await start([
      "--trusted-proxy", "--set", "proxies.principalHeader=X-User", "--set",
      "proxies.routes=\(Self.routes)", "--set", "proxies.removeAuthorization=true",
    ])
    let answers = try run(
      "envoy_http.py",
      "envoy-http.yaml",
      [sidecar.decisions, sidecar.socket, String(sidecar.process.processIdentifier)]
    )
    try Self.expect(Self.overHTTP, of: answers)
    for name in ["allow", "forged", "socket/allow"] {
      let seen = try answers[name]["body"]
      #expect(seen?["x-postern-principal"]?.text == EnvoyTests.alice, "\(name)")
      #expect(seen?["x-postern-decision-id"]?.text?.count == 26, "\(name)")
      #expect(seen?["authorization"] == nil, "\(name)")
    }
    #expect(try answers["probe"]["body"]?["x-postern-principal"] == nil)
    let denial = try answers["other order"]["fields"]
    #expect(denial?["x-postern-decision-id"]?.text?.count == 26)
    #expect(sidecar.stop() == 0)
  }

  private static let denial = #"{"status": 403, "body": {"__type": "AccessDenied"}}"#
  private static let failedOpen =
    #"{"status": 200, "body": {"x-envoy-auth-failure-mode-allowed": "true"}}"#

  private static let mutual = [
    CallTests.Expectation("alice", #"{"status": 200}"#),
    CallTests.Expectation("bob", denial),
    CallTests.Expectation("counts", #"{"ok": 1, "denied": 1, "error": 0}"#),
    CallTests.Expectation("no limit", #"{"peers": 0, "handshakes": 0}"#),
    CallTests.Expectation(
      "as stranger",
      #"{"status": 503, "ok": 0, "error": 1, "counted": {"peers": true, "handshakes": false}}"#
    ),
    CallTests.Expectation(
      "as foreign",
      #"{"status": 503, "ok": 0, "error": 1, "counted": {"peers": false, "handshakes": true}}"#
    ),
    CallTests.Expectation(
      "as None",
      #"{"status": 503, "ok": 0, "error": 1, "counted": {"peers": false, "handshakes": true}}"#
    ),
  ]

  private static let overHTTP = [
    CallTests.Expectation("allow", #"{"status": 200}"#),
    CallTests.Expectation("forged", #"{"status": 200}"#),
    CallTests.Expectation("nobody", denial),
    CallTests.Expectation("other order", denial),
    CallTests.Expectation("other method", denial),
    CallTests.Expectation("unknown route", denial),
    CallTests.Expectation("another service", denial),
    CallTests.Expectation("probe", #"{"status": 200}"#),
    CallTests.Expectation("claims to be secure", denial),
    CallTests.Expectation("dots", denial),
    CallTests.Expectation("counts", #"{"ok": 2, "denied": 7, "error": 0}"#),
    CallTests.Expectation("slow", #"{"status": 503}"#),
    CallTests.Expectation("socket/allow", #"{"status": 200}"#),
    CallTests.Expectation("socket/deny", denial),
    CallTests.Expectation("open/deny", denial),
    CallTests.Expectation("open/two principals", #"{"status": 403}"#),
    CallTests.Expectation("open/method", denial),
    CallTests.Expectation("open/path", #"{"status": 400}"#),
    CallTests.Expectation("open/long path", #"{"status": 431}"#),
    CallTests.Expectation("open/long name", denial),
    CallTests.Expectation("open/slow", failedOpen),
    CallTests.Expectation("down", #"{"status": 503}"#),
    CallTests.Expectation("open/down", failedOpen),
  ]
}
