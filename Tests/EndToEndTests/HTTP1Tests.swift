import Foundation
import Testing

@Suite("HTTP/1.1 on the port of HTTP/2, with real clients", .serialized, .timeLimit(.minutes(1)))
struct HTTP1Tests {
  private static let contentType = ["-H", "content-type: application/json"]

  @Test("curl without flags is answered, over TCP and over the Unix socket")
  func curlWithoutFlags() async throws {
    let sidecar = try await Sidecar.start()
    let question = try #require(Example.questions.first)
    let body = ["-d", String(decoding: question.body, as: UTF8.self)]
    for target in [
      ["http://\(sidecar.decisions)/v1/authorize"],
      ["--unix-socket", sidecar.socket, "http://localhost/v1/authorize"],
    ] {
      let answer = try sidecar.answer(Self.contentType + body + target, input: Data())
      #expect(answer.status == 200)
      #expect(answer.version == "1.1")
      #expect(question.expectation.differences(in: answer.body) == [])
    }
  }

  @Test("a connection is kept, waits for a body that is announced, and refuses wrong methods")
  func manners() async throws {
    let sidecar = try await Sidecar.start()
    let question = try #require(Example.questions.first)
    let url = "http://\(sidecar.decisions)/v1/authorize"
    let twice = try Command.run(
      ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code} %{num_connects}\n", "-d"]
        + [String(decoding: question.body, as: UTF8.self)] + Self.contentType
        + [url, url, "-o", "/dev/null"]
    )
    #expect(twice.output == "200 1\n200 0\n", "\(twice.complaints)")
    let patient = try sidecar.answer(
      Self.contentType + ["-H", "Expect: 100-continue", "--data-binary", "@-", url],
      input: question.body
    )
    #expect(patient.status == 200)
    #expect(try sidecar.answer([url], input: Data()).status == 405)
    #expect(try sidecar.answer(["--head", url], input: Data()).status == 405)
    #expect(
      try sidecar.answer(["--head", "http://\(sidecar.diagnostics)/livez"], input: Data()).status
        == 200
    )
  }

  private static let head = "POST /v1/authorize HTTP/1.1\r\nHost: a\r\n"
  private static let long = String(repeating: "z", count: 17_000)
  private static let fields = (0..<1_000).map { "x\($0): y\r\n" }.joined()

  private static let hostile = [
    head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nAB",
    head + "Content-Length: 1, 2\r\n\r\nAB",
    head + "Content-Length: +1\r\n\r\nA",
    head + "Content-Length: 99999999999999999999\r\n\r\nA",
    head + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
    "GET /v1/authorize HTTP/1.1\nHost: a\n\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a\r\nX: \(long)\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a\r\n\(fields)\r\n",
    "GET http://a/v1/authorize HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a\u{0}b\r\n\r\n",
    "GET /v1/auth\u{0}orize HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost : a\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a b\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: u@a\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a:8x\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
    "GET /v1/authorize#x HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /v1/authorize RTSP/1.0\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
    "GET /v1/authorize ICE/1.0\r\nHost: a\r\n\r\n",
    "FOO /v1/authorize HTTP/1.1\r\n\r\n",
    "GET  /v1/authorize HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /v1/authorize  HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /v1/authorize HTTP/1.1 \r\nHost: a\r\n\r\n",
    "GET /v1/authorize HTTP/1.10\r\nHost: a\r\n\r\n",
    "GET /v1/authorize\r\n",
    "FOO /v1/authorize HTTP/1.1\nHost: a\n\n",
    head + "Connection: upgrade\r\nUpgrade : h2c\r\n\r\n",
    head + "Connection: upgrade\r\nUpgrade: h2c\r\n folded\r\n\r\n",
    "\u{16}\u{3}\u{1}",
    "GET /v1/authorize HTTP/1.1\r\nHost: %zz\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: a%\r\n\r\n",
    "GET /v1/authorize HTTP/1.1\r\nHost: [:::::]\r\n\r\n",
    head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    head + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    head + "Transfer-Encoding: , chunked\r\n\r\n0\r\n\r\n",
    head + "Transfer-Encoding:\r\nContent-Length: 1\r\n\r\nA",
    "POST /v1/authorize HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ]

  @Test("what two readers could read in two ways is answered with 400 and closed")
  func hostileBytes() async throws {
    let sidecar = try await Sidecar.start()
    let question = try #require(Example.questions.first)
    let load = try await SteadyLoad(on: sidecar, asking: question)
    let answers = try Self.answers(to: Self.hostile, of: sidecar)
    for (bytes, answer) in zip(Self.hostile, answers) {
      #expect(answer.status == 400, "\(bytes.prefix(120))")
      #expect(answer.closes, "\(bytes.prefix(120))")
    }
    #expect(try sidecar.askWithCurl(question.body).status == 200)
    // Another client was served all the while.
    let report = try await load.stop()
    #expect(report.lost == 0)
    #expect(report.answered >= 200)
  }

  private static let last = "Connection: close\r\n\r\n"
  private static let unusual: [(bytes: String, status: Int)] = [
    ("OPTIONS * HTTP/1.1\r\nHost: a\r\n" + last, 404),
    ("GET /nothing HTTP/1.0\r\n\r\n", 404),
    ("GET /nothing HTTP/1.1\r\nHost:\r\n" + last, 404),
    ("GET /nothing HTTP/1.1\r\nHost: a:8080\r\n" + last, 404),
    ("GET /nothing HTTP/1.1\r\nHost:\t a \t\r\nContent-Length: 0 \r\n" + last, 404),
    (head + "Transfer-Encoding: chunked \r\n" + last + "0\r\n\r\n", 415),
    ("GET /nothing HTTP/1.1\r\nHost: [::1]:8080\r\n" + last, 404),
    ("GET /nothing HTTP/1.1\r\nHost: a%2Db_c.\r\n" + last, 404),
    (head + "Transfer-Encoding: Chunked\r\n" + last + "2;x=y\r\n{}\r\n0\r\nX: y\r\n\r\n", 415),
    ("\r\n" + head + "Content-Length: 0\r\n" + last, 415),
    // Refused by its length alone: nothing of the body is sent.
    (head + "Content-Length: 1048577\r\n\r\n", 413),
    (head + "Content-Length: 18446744073709551615\r\n\r\n", 413),
    (head + "Content-Length: 1048577\r\nExpect: 100-continue\r\n\r\n", 413),
    (head + "Content-Length: 2\r\nExpect: 100-continue, foo\r\n\r\n", 417),
    ("GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    ("GET /nothing HTTP/1.0\r\nConnection: close, keep-alive\r\n\r\n", 404),
    ("FOO /nothing HTTP/1.1\r\nHost: a\r\n" + last, 404),
    ("FOO /v1/authorize HTTP/1.1\r\nHost: a\r\n" + last, 405),
    ("GET /nothing HTTP/1.9\r\nHost: a\r\n" + last, 404),
    ("GET /v1/authorize HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ("FOO /v1/authorize HTTP/3.0\r\nHost: a\r\n\r\n", 505),
    ("GET / HTTP/0.9\r\n\r\n", 505),
    ("CONNECT /v1/authorize HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 501),
  ]

  @Test("what is unusual but clear is answered as it must be")
  func unusualBytes() async throws {
    let sidecar = try await Sidecar.start()
    let answers = try Self.answers(to: Self.unusual.map(\.bytes), of: sidecar)
    for ((bytes, status), answer) in zip(Self.unusual, answers) {
      #expect(answer.status == status, "\(bytes.prefix(120))")
      #expect(answer.closes, "\(bytes.prefix(120))")
    }
  }

  private static let endless = [
    "blanks in front of a value": 400,
    "tabs in front of a value": 400,
    "blanks behind a target": 400,
    "blanks behind a length": 400,
    "blanks in a trailer": 400,
    "anything behind an upgrade": 415,
    "anything behind a tunnel": 501,
    "anything behind the last request": 415,
  ]

  @Test("what never ends is not kept in memory, on either listener")
  func endlessBytes() async throws {
    struct Line: Decodable {
      let name: String
      let statuses: [Int]
      let grown: Int
    }
    let sidecar = try await Sidecar.start()
    let pid = String(sidecar.process.processIdentifier)
    for address in [sidecar.decisions, sidecar.diagnostics] {
      let client = try Command.python("http1_endless.py", [address, pid])
      try #require(client.status == 0, "\(client.complaints)")
      let lines = try client.output.split(separator: "\n").map {
        try JSONDecoder().decode(Line.self, from: Data($0.utf8))
      }
      #expect(Set(lines.map(\.name)) == Set(Self.endless.keys))
      for line in lines {
        let expected = address == sidecar.decisions ? Self.endless[line.name] : nil
        #expect(!line.statuses.isEmpty, "\(line.name)")
        #expect(expected == nil || line.statuses.first == expected, "\(line.name)")
        #expect(line.grown < 8_192, "\(line.name): kilobytes of 24,576 that were sent")
      }
    }
  }

  @Test("a method that nobody knows, and a wish for another protocol, do not end a connection")
  func oddRequests() async throws {
    let sidecar = try await Sidecar.start()
    let question = try #require(Example.questions.first)
    let url = "http://\(sidecar.decisions)/v1/authorize"
    let body = ["-d", String(decoding: question.body, as: UTF8.self)] + Self.contentType
    let seen = ["-o", "/dev/null", "-w", "%{http_code} %{http_version} %{num_connects}\n", url]
    let client = try Command.run(
      ["curl", "-sS", "-X", "FOO"] + body + seen + ["--next", "-sS", "--http2"] + body + seen
        + ["--next", "-sS", "-X", "FOO"]
        + seen.map { $0.replacing("/v1/authorize", with: "/nothing") }
        + ["--next", "-sS"] + body + seen
    )
    let lines = client.output.split(separator: "\n")
    let expected = ["405 1.1 1", "200 1.1 0", "404 1.1 0", "200 1.1 0"]
    #expect(lines.map(String.init) == expected, "\(client.complaints)")
    let both = try ["--http1.1", "--http2-prior-knowledge"].map {
      try sidecar.answer([$0, "-X", "FOO", "-o", "/dev/null", "-D", "-", url], input: Data())
    }
    #expect(both.map(\.status) == [405, 405])
    for answer in both { #expect(answer.text.lowercased().contains("\nallow: post")) }
  }

  @Test("a request that does not come in time is answered with 408, and what is none with nothing")
  func slowRequests() async throws {
    let sidecar = try await Sidecar.start(flags: [
      "--set", "transport.requestSeconds=1", "--set", "transport.idleSeconds=1",
    ])
    let slow = ["GET /v1", Self.head, Self.head + "Content-Length: 9\r\n\r\nA"]
    let answers = try Self.answers(to: slow + ["\r\n"], of: sidecar)
    #expect(answers.map(\.status) == [408, 408, 408, 0])
    #expect(answers.map(\.closes) == [true, true, true, true])
  }

  @Test("a client of HTTP/1.0 that asks for it is told that its connection stays open")
  func oldClient() async throws {
    let sidecar = try await Sidecar.start()
    let client = try Command.run([
      "curl", "-sS", "--http1.0", "-H", "Connection: keep-alive", "-o", "/dev/null",
      "-w", "%{http_code} %header{connection} %header{date}",
      "http://\(sidecar.decisions)/nothing",
    ])
    let answer = #/404 keep-alive \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/#
    #expect(client.output.wholeMatch(of: answer) != nil, "\(client.output)")
  }

  private struct Line: Decodable {
    let status: Int
    let closes: Bool
  }

  /// Sends each text on a connection of its own.
  private static func answers(to cases: [String], of sidecar: Sidecar) throws -> [Line] {
    let script = Environment.repository.appending(path: "Tests/EndToEndTests/python/raw_http1.py")
    let lines = try cases.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let client = try Command.run(
      [try Environment.python(), script.path, sidecar.decisions],
      input: Data(lines.map { $0 + "\n" }.joined().utf8)
    )
    try #require(client.status == 0, "\(client.complaints)")
    let answers = try client.output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    try #require(answers.count == cases.count)
    return answers
  }

  @Test("a drain answers what is under way, says goodbye on every connection, and loses nothing")
  func drain() async throws {
    let sidecar = try await Sidecar.start()
    let load = try await SteadyLoad(
      on: sidecar,
      asking: #require(Example.questions.first),
      script: "steady_http1.py"
    )
    #expect(sidecar.stop() == 0)
    let report = try await load.stop()
    #expect(report.saidGoodbye)
    #expect(report.lost == 0)
    #expect(report.answered >= 400)
  }
}
