import Foundation
import Testing

@Suite("The configuration file", .serialized, .timeLimit(.minutes(1)))
struct ConfigurationTests {
  private static let shipped = Environment.repository.appending(path: "deploy/postern.yaml")

  @Test("a sidecar serves what its file says, and the printed defaults are such a file")
  func serves() async throws {
    let scratch = try Scratch()
    let printed = try Command.run([Environment.binary(), "config", "defaults"])
    #expect(printed.status == 0)
    let file = try scratch.write(Data(printed.output.utf8), to: "postern.yaml")
    for arguments in [["config", "check", file], ["config", "check", Self.shipped.path]] {
      let check = try Command.run([Environment.binary()] + arguments)
      #expect(check.status == 0, "\(check.complaints)")
      #expect(check.complaints.isEmpty)
    }
    let sidecar = try await Sidecar.start(flags: ["--config", file])
    #expect(try sidecar.probe("/readyz").status == 200)
  }

  @Test("a limit of the file is held")
  func limit() async throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      Data("limits: {requestByteCountMax: 1024, batchByteCountMax: 1024}".utf8),
      to: "p.yaml"
    )
    let sidecar = try await Sidecar.start(flags: ["--config", file])
    let long = Data(repeating: UInt8(ascii: " "), count: 1_025)
    #expect(try sidecar.askWithCurl(long).status == 413)
    #expect(try sidecar.askWithCurl(Example.questions[0].body).status == 200)
  }

  @Test("every problem is listed at its place, and nothing is started")
  func problems() throws {
    let scratch = try Scratch()
    let text = "server: {loop: 2}\nlimits:\n  documentDepthMax: deep\ntls: {}\n"
    let file = try scratch.write(Data(text.utf8), to: "postern.yaml")
    let commands = [
      ["serve", "--config", file, "--from", "x"], ["serve", "--config", file, "--check-config"],
      ["config", "check", file],
    ]
    for arguments in commands {
      let command = try Command.run([Environment.binary()] + arguments)
      #expect(command.status == 2)
      #expect(
        command.complaints.split(separator: "\n").map { $0.replacing(file, with: "file") } == [
          "file:1:10: unknown option `loop` of `server`; did you mean `loops`?",
          "file:3:21: `limits.documentDepthMax` is `deep`, expected a number from 6 to 64",
          "file:4:1: unknown option `tls`; expected one of `entities`, `server`, `grpc`, `log`, "
            + "`limits`, `quotas`, `transport`, `decisions`, `diagnostics`, `authzen`, `proxies`",
        ]
      )
    }
  }

  @Test(
    "listeners that could not work or would be dangerous are problems of the file",
    arguments: [
      ("decisions: []", "no listener is left"),
      ("decisions: [{address: '0.0.0.0:7170'}]", "say `insecure: true`"),
      ("diagnostics: '[::]:7173'", "say `insecure: true`"),
      ("decisions: ['127.0.0.1:7173']", "cannot share an address"),
      ("decisions: {address: '127.0.0.1:7170', mode: '0660'}", "is for the file of a Unix socket"),
      ("transport: {requestByteCountMax: 1}", "did you mean `limits.requestByteCountMax`?"),
    ]
  )
  func listeners(text: String, complaint: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write(Data(text.utf8), to: "postern.yaml")
    let command = try Command.run([Environment.binary(), "config", "check", file])
    #expect(command.status == 2)
    #expect(command.complaints.contains(complaint), "\(command.complaints)")
  }

  @Test("a file is checked by itself, from standard input too")
  func checkAlone() throws {
    let check = [try Environment.binary(), "config", "check"]
    let variables = ["POSTERN_LOG__LEVEL": "info", "POSTERN_SERVER__LOOPS": "many"]
    for name in ["-", "/dev/stdin"] {
      let good = try Command.run(
        check + [name],
        input: Data("log: {level: debug}".utf8),
        environment: variables
      )
      #expect(good.status == 0, "\(good.complaints)")
      let bad = try Command.run(
        check + [name],
        input: Data("log: {level: loud}".utf8),
        environment: variables
      )
      #expect(bad.status == 2)
      #expect(bad.complaints.hasPrefix("standard input:1:14: `log.level` is `loud`"))
    }
  }

  @Test("a file of the standard name that leads nowhere is not passed over")
  func danglingLink() throws {
    let scratch = try Scratch()
    let link = scratch.url("postern.yaml").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nothing")
    let command = try Command.run(
      ["env", "-C", scratch.url("").path, try Environment.binary(), "serve", "--check-config"]
    )
    #expect(command.status == 2)
    #expect(command.complaints.contains("postern.yaml: the file does not exist"))
  }

  @Test("the environment names the file and overrides it")
  func environment() throws {
    let scratch = try Scratch()
    let file = try scratch.write(Data("log: {level: loud}".utf8), to: "postern.yaml")
    let arguments = [try Environment.binary(), "serve", "--check-config", "--from", "x"]
    let named = try Command.run(arguments, environment: ["POSTERN_CONFIG": file])
    #expect(named.status == 2)
    #expect(named.complaints.contains("`log.level` is `loud`"))
    let overridden = try Command.run(
      arguments,
      environment: ["POSTERN_CONFIG": file, "POSTERN_LOG__LEVEL": "debug"]
    )
    #expect(overridden.status == 0, "\(overridden.complaints)")
  }

  @Test("SIGHUP takes over what can be changed, and keeps the old options when the new are wrong")
  func reload() async throws {
    let scratch = try Scratch()
    let file = try scratch.write(Data("limits: {manifestFileCountMax: 100}".utf8), to: "p.yaml")
    let sidecar = try await Sidecar.start(flags: ["--config", file])
    try Self.change(file, to: "limits: {manifestFileCountMax: 1}", of: sidecar)
    let refused = try Self.poll(sidecar) { $0["lastLoad"]?["ok"] == .boolean(false) }
    #expect(refused?["ready"] == .boolean(true))
    // Options that are wrong change nothing: the old bound still refuses.
    try Self.change(file, to: "limits: {manifestFileCountMax: many}", of: sidecar)
    let failures = "postern_policy_loads_total{result=\"failure\"} 2\n"
    let hasFailedAgain = try (0..<2_000).contains { _ in
      try sidecar.probe("/metrics").text.contains(failures)
    }
    #expect(hasFailedAgain)
    try Self.change(file, to: "limits: {manifestFileCountMax: 100}", of: sidecar)
    #expect(try Self.poll(sidecar) { $0["lastLoad"] == nil } != nil)
    #expect(try sidecar.askWithCurl(Example.questions[0].body).status == 200)
  }

  @Test("SIGHUP takes over how proxies and AuthZEN are understood, and names what it cannot")
  func reloadOfPlanes() async throws {
    let scratch = try Scratch()
    let file = try scratch.write(Data("server: {loops: 2}".utf8), to: "p.yaml")
    let log = scratch.url("log").path
    let sidecar = try await Sidecar.start(
      flags: ["--config", file],
      launcher: ["bash", "-c", #"exec "$@" 2> >(tee "$0" >&2)"#, log]
    )
    func status() throws -> Int {
      try sidecar.answer(
        [
          "--http2-prior-knowledge", "-H", "content-type: application/json", "--data-binary", "{}",
          "http://\(sidecar.decisions)/access/v1/evaluation",
        ],
        input: Data()
      ).status
    }
    #expect(try status() == 404)
    let authzen =
      #"authzen: {subjects: [{type: user, principal: "{id}"}], "#
      + #"resources: [{type: "*", arn: "{id}"}]"#
    try Self.change(file, to: "server: {loops: 3}\n\(authzen)}", of: sidecar)
    #expect(try (0..<2_000).contains { _ in try status() == 400 })
    // Together with listeners that do not trust their callers this would be dangerous.
    try Self.change(file, to: "\(authzen), principalTags: true}", of: sidecar)
    let lines = [
      "options changed detail=authzen", "options changed that need a restart detail=server.loops",
      "authzen.principalTags: a caller could make up", "options refused",
    ]
    let isLogged = try (0..<2_000).contains { _ in
      let text = try String(contentsOfFile: log, encoding: .utf8)
      _ = try status()
      return lines.allSatisfy(text.contains)
    }
    let text = try String(contentsOfFile: log, encoding: .utf8)
    #expect(isLogged, "\(text)")
    #expect(try status() == 400)
  }

  @Test("SIGHUP holds the connections that come to other bounds, without a lost request")
  func reloadOfTransport() async throws {
    let scratch = try Scratch()
    let file = try scratch.write(Data("transport: {headerCountMax: 100}".utf8), to: "p.yaml")
    let sidecar = try await Sidecar.start(flags: ["--config", file])
    let question = try #require(Example.questions.first)
    let load = try await SteadyLoad(on: sidecar, asking: question)
    let fields = (0..<20).flatMap { ["-H", "x-\($0): y"] }
    func ask() throws -> Int32 {
      try Command.run(
        ["curl", "-sS", "-f", "--http2-prior-knowledge", "-H", "content-type: application/json"]
          + fields + ["--data-binary", "@-", "http://\(sidecar.decisions)/v1/authorize"],
        input: question.body
      ).status
    }
    #expect(try ask() == 0)
    try Self.change(file, to: "transport: {headerCountMax: 8}", of: sidecar)
    #expect(try (0..<2_000).contains { _ in try ask() != 0 })
    try Self.change(file, to: "transport: {headerCountMax: 100}", of: sidecar)
    #expect(try (0..<2_000).contains { _ in try ask() == 0 })
    #expect(try await load.stop().lost == 0)
    let refused = #"postern_limit_exceeded_total{plane="decisions",limit="headers"} 0"#
    #expect(!(try sidecar.probe("/metrics").text.contains(refused)))
  }

  private static func change(_ file: String, to text: String, of sidecar: Sidecar) throws {
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    kill(sidecar.process.processIdentifier, SIGHUP)
  }

  /// Asks for readiness until it says what is waited for; nil when the time of the suite is over.
  private static func poll(_ sidecar: Sidecar, until holds: (JSON) -> Bool) throws -> JSON? {
    for _ in 0..<2_000 {
      if let body = try sidecar.probe("/readyz").body, holds(body) { return body }
    }
    return nil
  }

  @Test("the shipped file takes its directory from the variable that it names")
  func shippedVariable() throws {
    let command = try Command.run(
      [try Environment.binary(), "serve", "--config", Self.shipped.path, "--check-config"],
      environment: ["ENTITIES_DIRECTORY": Example.folder.path]
    )
    #expect(command.status == 0, "\(command.complaints)")
  }

  @Test("certificates that cannot be used are problems before the start")
  func certificates() throws {
    let certificates = try Certificates()
    try certificates.issue("one", serial: 1)
    try certificates.issue("two", serial: 2)
    let scratch = try Scratch()
    for (certificate, key, complaint) in [
      (certificates.certificate("one"), certificates.key("one"), ""),
      (certificates.certificate("one"), certificates.key("two"), "key of another certificate"),
      ("/no/such.pem", certificates.key("one"), "no such file"),
    ] {
      let text = """
        entities: {directory: x}
        decisions:
          - {address: "127.0.0.1:0", tls: {certificateFile: "\(certificate)", keyFile: "\(key)"}}
        """
      let file = try scratch.write(Data(text.utf8), to: "postern.yaml")
      for arguments in [["config", "check", file], ["serve", "--check-config", "--config", file]] {
        let command = try Command.run([try Environment.binary()] + arguments)
        #expect(command.status == (complaint.isEmpty ? 0 : 2), "\(command.complaints)")
        #expect(command.complaints.contains(complaint) || complaint.isEmpty)
      }
    }
  }
}
