import Foundation
import Glibc
import PosternTransport
import Testing

@Suite("Who may connect to a listener", .timeLimit(.minutes(1)))
struct ListenerTests {
  private static let request = Array(
    "GET /peer HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8
  )

  /// Opens a listener, asks it who has connected, and returns the answer; empty when it closes.
  private static func ask(
    _ address: ListenAddress,
    owner: FileOwner = .process,
    peers: PeerRule = .everybody,
    counts: LimiterCounts = LimiterCounts { _, _ in }
  ) async throws -> String {
    let listener = Listener(
      address: address,
      wire: .http2,
      identity: nil,
      owner: owner,
      peers: peers,
      bodyByteCountMax: 1_000
    ) { _ in EchoHandler() }
    let server = try await Server.start(
      [listener],
      loopCount: 1,
      limits: ServerTests.patient,
      limiterCounts: counts
    )
    let bytes = try? await ServerTests.exchange(address, request) { _ in false }
    await server.drain(withinSeconds: 1)
    return String(decoding: bytes ?? [], as: UTF8.self)
  }

  private static func withPath(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "postern-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder + "/a.sock")
  }

  private static let own = "\(getuid()):\(getgid()):\(getpid()) - false"

  @Test("the handler learns which process has connected to a Unix socket")
  func process() async throws {
    try await Self.withPath { path in
      let answer = try await Self.ask(.unix(path: path, mode: 0o600))
      #expect(answer.hasSuffix(Self.own))
    }
  }

  struct Rule: CustomTestStringConvertible {
    let testDescription: String
    let peers: PeerRule
    let isAllowed: Bool
  }

  @Test(
    "only processes of the users and groups that are named are let in",
    arguments: [
      Rule(
        testDescription: "own user",
        peers: PeerRule(userIDs: [getuid()], groupIDs: []),
        isAllowed: true
      ),
      Rule(
        testDescription: "own group",
        peers: PeerRule(userIDs: [getuid() + 1], groupIDs: [getgid()]),
        isAllowed: true
      ),
      Rule(
        testDescription: "another user",
        peers: PeerRule(userIDs: [getuid() + 1], groupIDs: []),
        isAllowed: false
      ),
      Rule(
        testDescription: "another group",
        peers: PeerRule(userIDs: [], groupIDs: [getgid() + 1]),
        isAllowed: false
      ),
    ]
  )
  func rules(rule: Rule) async throws {
    try await Self.withPath { path in
      let counts = LimiterCounts { _, _ in }
      let address = ListenAddress.unix(path: path, mode: 0o666)
      let answer = try await Self.ask(address, peers: rule.peers, counts: counts)
      #expect(counts.total(of: .peers) == (rule.isAllowed ? 0 : 1))
      #expect(answer.hasSuffix(Self.own) == rule.isAllowed)
      #expect(answer.isEmpty != rule.isAllowed)
    }
  }

  @Test("the file of a socket has the mode and the owner that were asked for")
  func file() async throws {
    try await Self.withPath { path in
      let listener = Listener(
        address: .unix(path: path, mode: 0o640),
        wire: .http2,
        identity: nil,
        owner: FileOwner(userID: getuid(), groupID: getgid()),
        peers: .everybody,
        bodyByteCountMax: 1_000
      ) { _ in EchoHandler() }
      let server = try await Server.start(
        [listener],
        loopCount: 1,
        limits: ServerTests.patient,
        limiterCounts: LimiterCounts { _, _ in }
      )
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      #expect(attributes[.ownerAccountID] as? UInt32 == getuid())
      await server.drain(withinSeconds: 1)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("an owner that cannot be given leaves nothing behind", .enabled(if: getuid() != 0))
  func foreignOwner() async throws {
    try await Self.withPath { path in
      await #expect(throws: TransportError.self) {
        _ = try await Self.ask(
          .unix(path: path, mode: 0o600),
          owner: FileOwner(userID: 0, groupID: nil)
        )
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("TCP proves nothing about its process, so a rule about processes keeps everybody out")
  func noProcess() async throws {
    let address = ListenAddress.tcp(host: "127.0.0.1", port: 0)
    let listeners = [PeerRule.everybody, PeerRule(userIDs: [getuid()], groupIDs: [])].map { peers in
      Listener(
        address: address,
        wire: .http2,
        identity: nil,
        owner: .process,
        peers: peers,
        bodyByteCountMax: 1_000
      ) { _ in EchoHandler() }
    }
    let server = try await Server.start(
      listeners,
      loopCount: 1,
      limits: ServerTests.patient,
      limiterCounts: LimiterCounts { _, _ in }
    )
    let (open, closed) = (server.addresses[0], server.addresses[1])
    let answer = try await ServerTests.exchange(open, Self.request) { _ in false }
    #expect(String(decoding: answer, as: UTF8.self).hasSuffix("\r\n\r\n- - -"))
    let refusal = try? await ServerTests.exchange(closed, Self.request) { _ in false }
    #expect(refusal ?? [] == [])
    await server.drain(withinSeconds: 1)
  }
}
