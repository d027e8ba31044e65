import PosternTransport
import Testing

@Suite("Heads of HTTP/1.1 that the decoder does not know")
struct HTTP1HeadTests {
  private static let next = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n"
  private static let nextAnswer = "get /next|||"

  /// What is answered, without the time that it says.
  private static func answer(to requests: String, cutInto size: Int = .max) throws -> String {
    let harness = try ChannelHarness(limits: .standard)
    var answer: [UInt8] = []
    let bytes = Array(requests.utf8)
    for start in stride(from: 0, to: bytes.count, by: min(size, bytes.count)) {
      answer += try harness.send(Array(bytes[start...].prefix(size)))
    }
    return String(decoding: answer, as: UTF8.self).replacing(#/date: [^\r]*/#, with: "date:")
  }

  @Test(
    "any method is one that a resource takes or not, and the connection is kept (RFC 9110 §9.1)",
    arguments: [
      "FOO", "foo", "get", "M-SEARCH", "TRACE", "PROPFIND", "SOURCE", "PRI", "PLAY", "QUERY", "!",
      "connect", String(repeating: "M", count: 4_000),
    ]
  )
  func methods(method: String) throws {
    let head = " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nAB"
    // The first bytes of a connection may be those of HTTP/2, which `PRI` is kept for.
    let text = try Self.answer(
      to: Self.next + "\(method) /get-only\(head)\(method) /a?b\(head)" + Self.next
    )
    let answers = text.split(separator: "HTTP/1.1 ")
    #expect(answers.map { $0.prefix(3) } == ["200", "405", "200", "200"])
    #expect(text.contains("\r\nallow: GET, HEAD\r\n"))
    #expect(text.contains("\r\n\r\nother /a|b||AB"))
    #expect(text.hasSuffix(Self.nextAnswer))
    #expect(!text.contains("connection: close"))
  }

  @Test("a method that nothing takes is answered alike on HTTP/1.1 and on HTTP/2")
  func methodsOnHTTP2() throws {
    var bytes = try ChannelHarness(limits: .standard).send(
      FrameWriter.opening
        + FrameWriter.headers(
          FrameWriter.requestBlock("FOO", "/get-only"),
          stream: 1,
          ends: true,
          isWhole: true
        )
    )
    #expect(Frame.takeAll(from: &bytes).statuses(of: 1) == [405])
  }

  @Test(
    "a version that begins with 1 is read as the newest that is known (RFC 9110 §2.5)",
    arguments: ["1.0", "1.1", "1.2", "1.9"],
    ["GET", "FOO"]
  )
  func smallVersions(version: String, method: String) throws {
    let text = try Self.answer(
      to: "\(method) /a HTTP/\(version)\r\nHost: x\r\nConnection: keep-alive\r\n\r\n" + Self.next
    )
    #expect(text.contains("\(method == "GET" ? "get" : "other") /a|||"))
    #expect(text.hasSuffix(Self.nextAnswer))
    #expect(text.contains("connection: keep-alive") == (version == "1.0"))
  }

  struct Refusal: CustomTestStringConvertible {
    let line: String
    let rejection: TransportRejection
    var testDescription: String { line }
  }

  @Test(
    "what no resource is asked for is refused by its first line, and the connection is closed",
    arguments: ["2.0", "3.0", "0.9", "9.1"].flatMap { version in
      ["GET /a", "FOO /a", "PRI *", "CONNECT a:1"].map {
        Refusal(line: "\($0) HTTP/\(version)", rejection: .versionUnknown)
      }
    }
      + ["CONNECT a:1 HTTP/1.1", "CONNECT /a HTTP/1.0", "CONNECT * HTTP/1.2"].map {
        Refusal(line: $0, rejection: .tunnel)
      }
  )
  func refusals(refusal: Refusal) throws {
    for fields in ["", "Host: x\r\n", "Host: x\r\nContent-Length: 3\r\n"] {
      let text = try Self.answer(to: Self.next + "\(refusal.line)\r\n\(fields)\r\n" + Self.next)
      #expect(text.contains(Self.nextAnswer + "HTTP/1.1 \(refusal.rejection.status) "))
      #expect(text.contains("\r\nconnection: close\r\n"))
      #expect(text.hasSuffix(EchoHandler.text(of: refusal.rejection)))
    }
  }

  @Test(
    "a wish for another protocol is passed over, and the connection is kept (RFC 9110 §7.8)",
    arguments: [
      "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
      "Upgrade: h2c\r\nConnection: upgrade\r\n", "UPGRADE:h2c\r\nconnection:x,Upgrade\r\n",
      "Connection: upgrade\r\nUpgrade: a\r\nX: y\r\nupgrade: h2c\r\n", "Upgrade: h2c\r\n",
      "Connection: upgrade\r\n",
    ],
    ["", "Content-Length: 2\r\n", "Transfer-Encoding: chunked\r\n"]
  )
  func upgrades(fields: String, framing: String) throws {
    let body = framing.isEmpty ? "" : framing.contains("2") ? "AB" : "2\r\nAB\r\n0\r\n\r\n"
    let request = "POST /a HTTP/1.1\r\nHost: x\r\n\(framing)\(fields)\r\n\(body)"
    let text = try Self.answer(to: request + request + Self.next)
    #expect(text.split(separator: "HTTP/1.1 200 OK\r\n").count == 3)
    #expect(text.contains("post /a|||\(framing.isEmpty ? "" : "AB")HTTP/1.1 200"))
    #expect(text.hasSuffix(Self.nextAnswer))
    #expect(!text.contains("connection: close"))
  }

  @Test("fields that ask for another protocol reach who answers, and no others under their name")
  func upgradeField() throws {
    let text = try Self.answer(
      to: "GET /upgrade HTTP/1.1\r\nHost: x\r\nxpgrade: 1\r\nUpgrade: 2\r\nConnection: upgrade\r\n"
        + "x-upgrade: 3\r\nupgraded: 4\r\nupgrade: 5\r\nXpgrade: 6\r\n\r\n"
    )
    #expect(text.hasSuffix("\r\n\r\n2 5"))
  }

  @Test(
    "fields that ask for another protocol are read as strictly as all others",
    arguments: [
      "Upgrade : h2c", "Upgrade: h\u{0}2c", "Upgrade: h2c\r\n folded", "Upgrade: h\r2c",
      "Upgrade: h2c\nX: y", " Upgrade: h2c", "Upgrade", "Upgrade: h2c\r\nContent-Length: x",
      "Upgrade: h2c\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
    ],
    ["GET", "FOO"]
  )
  func strictUpgrades(fields: String, method: String) throws {
    let text = try Self.answer(
      to: "\(method) /a HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\n\(fields)\r\n\r\n" + Self.next
    )
    #expect(text.hasPrefix("HTTP/1.1 400 "))
    #expect(text.hasSuffix(EchoHandler.text(of: .malformed)))
  }

  @Test("such heads are found in the same bytes however these are cut")
  func cuts() throws {
    let requests =
      "\r\nFOO /a HTTP/1.2\r\nHost: x\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n\r\n"
      + "BAR /get-only HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n\r\n"
      + "GET /upgrade HTTP/1.1\r\nHost: x\r\nUpgrade: y\r\n\r\n" + "CONNECT a:1 HTTP/1.1\r\n\r\n"
    let whole = try Self.answer(to: requests)
    #expect(whole.split(separator: "HTTP/1.1 ").count == 4)
    for size in 1..<requests.utf8.count {
      #expect(try Self.answer(to: requests, cutInto: size) == whole, "\(size) at a time")
    }
  }

  @Test(
    "what cannot become a request is refused at once, whatever was to come",
    arguments: [
      "\u{16}\u{3}", "GET  ", " ", "G(", "GET /\t", "GET / H1", "GET / HTTP/1.10", "GET / HTTP/11",
      "GET / HTTP/x", "GET / HTTP/1.1 ", "GET /  ", "GET / HTTP/1.1\n", "GET /\r", "GET / http",
      "GET\r",
    ]
  )
  func atOnce(start: String) throws {
    let text = try Self.answer(to: start)
    #expect(text.hasPrefix("HTTP/1.1 400 "))
    #expect(text.hasSuffix(EchoHandler.text(of: .malformed)))
  }
}
