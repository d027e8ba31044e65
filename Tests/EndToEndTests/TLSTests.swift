import Foundation
import Testing

@Suite("Encryption, with real clients", .serialized, .timeLimit(.minutes(1)))
struct TLSTests {
  private let certificates: Certificates
  private let question: Question
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    certificates = try Certificates()
    try certificates.issue("server", serial: 100)
    question = try #require(Example.questions.first)
  }

  @Test("curl and openssl get what they may have, and nothing weaker")
  func clients() async throws {
    let sidecar = try await Sidecar.start(flags: certificates.flags("server"))
    let trust = ["--cacert", certificates.authority]
    for (arguments, version) in [([], "2"), (["--http1.1"], "1.1"), (["--tls-max", "1.2"], "2")] {
      let client = try sidecar.curlTLS(question.body, trust + arguments)
      #expect(client.output.hasSuffix("\n200 \(version)"), "\(client.output)\(client.complaints)")
      let body = client.output.split(separator: "\n").dropLast().joined(separator: "\n")
      let answer = try JSON(body)
      #expect(question.expectation.differences(in: answer) == [])
    }
    #expect(try sidecar.curlTLS(question.body, []).status == 60)
    #expect(try sidecar.curlTLS(question.body, trust + ["--tls-max", "1.1"]).status == 35)
    #expect(try sidecar.curlTLS(question.body, trust + ["--no-alpn"]).status == 35)
    let plain = try Command.run(["curl", "-sS", "http://\(sidecar.decisions)/v1/authorize"])
    #expect(plain.status != 0)

    let modern = try sidecar.handshake(["-alpn", "h2"])
    #expect(modern.complaints.contains("Protocol version: TLSv1.3"), "\(modern.complaints)")
    #expect(modern.complaints.contains("CONNECTION ESTABLISHED"))
    for weak in [
      ["-alpn", "h2", "-tls1_2", "-cipher", "AES128-SHA:AES256-SHA256"],
      ["-alpn", "h2", "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA"], ["-alpn", "smtp"],
    ] {
      let client = try sidecar.handshake(weak)
      #expect(!client.complaints.contains("CONNECTION ESTABLISHED"), "\(weak)")
    }
    #expect(try sidecar.askOverSocket(question.body).status == 200)
    #expect(sidecar.stop() == 0)
  }

  @Test("a client without the certificate that is asked for gets nothing")
  func clientCertificates() async throws {
    try certificates.issue("web", names: "URI:spiffe://example.test/web", serial: 200)
    let sidecar = try await Sidecar.start(
      flags: certificates.flags("server") + ["--decisions-client-ca", certificates.authority]
    )
    let trust = ["--cacert", certificates.authority]
    let stranger = try sidecar.curlTLS(question.body, trust)
    #expect(stranger.status != 0)
    #expect(!stranger.output.contains("decision"))
    let known = try sidecar.curlTLS(
      question.body,
      trust + ["--cert", certificates.certificate("web"), "--key", certificates.key("web")]
    )
    #expect(known.output.hasSuffix("\n200 2"), "\(known.output)\(known.complaints)")
  }

  @Test("only the clients that are named get answers, whoever else the authority knows")
  func namedClients() async throws {
    for (serial, name) in [
      "web=URI:spiffe://example.test/ns/shop/web", "host=DNS:host.example.test",
      "other=URI:spiffe://example.test/ns/other/web", "none=IP:127.0.0.1",
      "two=URI:spiffe://example.test/ns/shop/web,URI:spiffe://example.test/ns/shop/b",
    ].enumerated() {
      let parts = name.split(separator: "=")
      try certificates.issue(String(parts[0]), names: String(parts[1]), serial: 300 + serial)
    }
    let allowed = ["spiffe://example.test/ns/shop/*", "host.example.test"]
    let sidecar = try await Sidecar.start(
      flags: certificates.flags("server") + ["--decisions-client-ca", certificates.authority]
        + allowed.flatMap { ["--decisions-client", $0] }
    )
    let file = try scratch.write(question.body, to: "question.json")
    let names = ["web", "host", "other", "none", "two"]
    let clients = try CallRecords.of(
      "tls_clients.py",
      [sidecar.decisions, certificates.authority, file]
        + names.flatMap { [$0, certificates.certificate($0), certificates.key($0)] }
    )
    for name in names {
      let isAllowed = ["web", "host"].contains(name)
      let answer = try clients[name]
      #expect(answer["status"]?.integer == (isAllowed ? 200 : 0), "\(name): \(answer)")
      let curl = try sidecar.curlTLS(
        question.body,
        [
          "--cacert", certificates.authority, "--cert", certificates.certificate(name), "--key",
          certificates.key(name),
        ]
      )
      #expect(curl.output.hasSuffix("\n200 2") == isAllowed, "\(name): \(curl.complaints)")
      #expect(curl.output.contains("decision") == isAllowed)
    }
    // Each of the three was turned away by both clients, and each time that was counted.
    let page = try sidecar.probe("/metrics").text
    #expect(page.contains(#"postern_limit_exceeded_total{plane="decisions",limit="peers"} 6"#))
    #expect(page.contains(#"postern_limit_exceeded_total{plane="decisions",limit="handshakes"} 0"#))
  }

  @Test("the ordinary gRPC client is answered over TLS when it is named, and over the socket")
  func calls() async throws {
    try certificates.issue("web", names: "URI:spiffe://example.test/web", serial: 400)
    try certificates.issue("stranger", names: "URI:spiffe://example.test/stranger", serial: 401)
    let sidecar = try await Sidecar.start(
      flags: certificates.flags("server") + [
        "--decisions-client-ca", certificates.authority, "--decisions-client",
        "spiffe://example.test/web",
      ]
    )
    let calls = try CallRecords.of(
      "grpc_transports.py",
      [sidecar.decisions, sidecar.socket, certificates.authority]
        + ["web", "stranger"].flatMap { [$0, certificates.certificate($0), certificates.key($0)] }
    )
    for (name, code) in [
      ("socket", "OK"), ("web", "OK"), ("stranger", "UNAVAILABLE"),
      ("no certificate", "UNAVAILABLE"), ("plain text", "UNAVAILABLE"),
    ] {
      #expect(try calls[name]["code"]?.text == code, "\(name)")
    }
  }

  @Test("a new certificate is shown without a restart and without a lost request")
  func reload() async throws {
    let sidecar = try await Sidecar.start(flags: certificates.flags("server"))
    let load = try await SteadyLoad(
      on: sidecar,
      asking: question,
      authority: certificates.authority
    )
    #expect(try sidecar.serial(certificates) == "serial=64")
    try certificates.issue("server", serial: 101)
    while try sidecar.serial(certificates) != "serial=65" { try Task.checkCancellation() }

    // A file that is no key is refused, and SIGHUP reads again too.
    try "no key".write(toFile: certificates.key("server"), atomically: true, encoding: .utf8)
    kill(sidecar.process.processIdentifier, SIGHUP)
    #expect(try sidecar.serial(certificates) == "serial=65")
    try certificates.issue("server", serial: 102)
    kill(sidecar.process.processIdentifier, SIGHUP)
    while try sidecar.serial(certificates) != "serial=66" { try Task.checkCancellation() }
    #expect(try await load.stop().lost == 0)
  }

  @Test("a drain under load loses no request")
  func drain() async throws {
    let sidecar = try await Sidecar.start(flags: certificates.flags("server"))
    let load = try await SteadyLoad(
      on: sidecar,
      asking: question,
      authority: certificates.authority
    )
    #expect(sidecar.stop() == 0)
    let report = try await load.stop()
    #expect(report.saidGoodbye)
    #expect(report.lost == 0)
    #expect(report.answered >= 200)
  }

  @Test("answers for which the socket has no room arrive whole, in their order")
  func slowReader() async throws {
    let sidecar = try await Sidecar.start(flags: certificates.flags("server"))
    let one = String(decoding: question.body, as: UTF8.self)
    let items = Array(repeating: "{}", count: 100).joined(separator: ",")
    let body = try scratch.write(
      Data(#"{"defaults":\#(one.dropLast()),"explain":"full"},"requests":[\#(items)]}"#.utf8),
      to: "batch.json"
    )
    let reader = "tls_slow_reader.py"
    let arguments = [sidecar.decisions, certificates.authority, body]
    let single = try CallRecords.of(reader, arguments + ["1"])[reader]
    let size = try #require(single["bytes"]?.integer)
    #expect(size > 100_000)
    let many = try CallRecords.of(reader, arguments + ["60"])[reader]
    #expect(many["answers"]?.integer == 60)
    #expect(many["bytes"]?.integer == 60 * size)
  }

  @Test("handshakes that never end, fail, or come in floods leave another client its answers")
  func attacks() async throws {
    let sidecar = try await Sidecar.start(
      flags: certificates.flags("server"),
      configuration: "transport: {handshakeSeconds: 1}\n"
    )
    let load = try await SteadyLoad(
      on: sidecar,
      asking: question,
      authority: certificates.authority
    )
    let process = String(sidecar.process.processIdentifier)
    let attacks = try CallRecords.of(
      "tls_attacks.py",
      [sidecar.decisions, sidecar.diagnostics, process]
    )
    for (name, limit) in [
      ("silence", "handshake_time"), ("half a hello", "handshake_time"),
      ("no answer to the server's hello", "handshake_time"), ("garbage", "handshakes"),
      ("plain text", "handshakes"),
    ] {
      let attack = try attacks[name]
      #expect(attack["ended"]?.integer == 200, "\(name): \(attack)")
      #expect(attack[limit]?.integer == 200, "\(name): \(attack)")
      // Two hundred sessions of OpenSSL in the middle of their handshake.
      #expect(try #require(attack["kilobytes"]?.integer) < 16_384, "\(name): \(attack)")
    }
    let flood = try attacks["flood"]
    #expect(try #require(flood["handshake_turns"]?.integer) > 0, "\(flood)")
    #expect(try #require(flood["kilobytes"]?.integer) < 16_384, "\(flood)")
    let report = try await load.stop()
    #expect(report.lost == 0)
    #expect(report.answered >= 200)
    #expect(sidecar.stop() == 0)
  }

  @Test("files that cannot be used end the start, and it is said which and why")
  func badFiles() throws {
    try certificates.issue("web", names: "DNS:web.example.test", serial: 200)
    let (certificate, key) = (certificates.certificate("server"), certificates.key("server"))
    let scratch = try Scratch()
    let text = try scratch.write(Data("no certificate".utf8), to: "text.pem")
    let locked = scratch.url("locked.key").path
    let lock = ["openssl", "pkey", "-in", key, "-aes128", "-passout", "pass:x", "-out", locked]
    try #require(try Command.run(lock).status == 0)
    for (certificate, key, authority, complaint) in [
      ("/no/such.pem", key, nil, "`/no/such.pem` cannot be read: no such file or directory"),
      (certificate, "/no.key", nil, "`/no.key` cannot be read: no such file or directory"),
      (text, key, nil, "`\(text)` is no certificate in PEM form"),
      (certificate, text, nil, "`\(text)` is no private key in PEM form"),
      (certificate, certificates.key("web"), nil, "is the key of another certificate"),
      (certificate, locked, nil, "is locked with a password"),
      (certificate, key, text, "`\(text)` holds no certificates in PEM form"),
    ] as [(String, String, String?, String)] {
      let command = try Command.run(
        [try Environment.binary(), "serve", "--from", Example.folder.path, "--decisions"]
          + ["127.0.0.1:0", "--diagnostics", "127.0.0.1:0", "--decisions-certificate", certificate]
          + ["--decisions-key", key] + (authority.map { ["--decisions-client-ca", $0] } ?? [])
      )
      #expect(command.status == 1)
      #expect(command.complaints.contains(complaint), "\(command.complaints)")
    }
  }

  @Test("a certificate that has ended is warned of")
  func ended() async throws {
    try certificates.issue("server", serial: 103, days: -1)
    let other = try await Sidecar.start()
    // It comes to its own end, since its address is taken.
    let command = try Command.run(
      [try Environment.binary(), "serve", "--from", Example.folder.path]
        + ["--decisions", other.decisions, "--diagnostics", "127.0.0.1:0"]
        + certificates.flags("server")
    )
    #expect(command.status == 1)
    #expect(command.complaints.contains("certificate has ended"), "\(command.complaints)")
  }

  @Test(
    "a certificate is read again although neither its size nor its time has changed",
    arguments: [
      "cp -p CERT.new CERT; cp -p KEY.new KEY",
      "cat CERT.new > CERT; cat KEY.new > KEY; touch -r PAST CERT KEY",
    ]
  )
  func quietChange(change: String) async throws {
    try certificates.issue("quiet", serial: 104)
    let (certificate, key) = (certificates.certificate("quiet"), certificates.key("quiet"))
    _ = try Command.run(["bash", "-c", "touch -d 2020-01-01 \(certificate) \(key)"])
    let sidecar = try await Sidecar.start(flags: certificates.flags("quiet"))
    #expect(try sidecar.serial(certificates) == "serial=68")
    try certificates.issue("other", serial: 105)
    let script =
      "cp \(certificates.certificate("other")) CERT.new; cp \(certificates.key("other")) KEY.new; "
      + "touch -d 2020-01-01 CERT.new KEY.new PAST; " + change
    let command = try Command.run([
      "bash", "-c",
      script.replacing("CERT", with: certificate).replacing("KEY", with: key)
        .replacing("PAST", with: key + ".past"),
    ])
    #expect(command.status == 0, "\(command.complaints)")
    while try sidecar.serial(certificates) != "serial=69" { try Task.checkCancellation() }
    #expect(sidecar.stop() == 0)
  }
}
