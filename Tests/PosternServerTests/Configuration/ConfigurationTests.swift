import PosternAPI
import PosternManifest
import PosternModel
import PosternServer
import PosternTransport
import Testing

@Suite("Configuration")
struct ConfigurationTests {
  @Test("a file changes what it names and nothing else")
  func file() throws {
    let options = try ConfigurationFile.options(
      """
      entities: {directory: policies}
      server:
        drainSeconds: 25
      log: {format: json, level: "debug"}
      limits:
        requestByteCountMax: 32768
      decisions:
        - 127.0.0.1:8000
        - address: unix:/run/postern.sock
      diagnostics: {address: "[::1]:8001"}
      """
    )
    #expect(options.directory == "policies")
    #expect(options.drainSeconds == 25)
    #expect(options.logFormat == .json)
    #expect(options.logLevel == .debug)
    #expect(options.limits.requestByteCountMax == 32_768)
    #expect(options.limits.batchByteCountMax == Limits.standard.batchByteCountMax)
    #expect(
      options.decisionListeners.map(\.address.description) == [
        "127.0.0.1:8000", "unix:/run/postern.sock",
      ]
    )
    #expect(options.diagnosticsListener.address.description == "[::1]:8001")
  }

  @Test("a listener has everything that a listener can have")
  func listeners() throws {
    let options = try ConfigurationFile.options(
      """
      decisions:
        - address: unix:/run/postern.sock
          mode: 0660
          owner: {uid: 0, gid: 33}
          allowedUids: [1000, root]
          allowedGids: [33]
          trustedContext: true
        - {address: "0.0.0.0:8443", tls: {certificateFile: a, keyFile: b, clientAuthorityFile: c}}
        - {address: "0.0.0.0:8000", insecure: true}
      """
    )
    var socket = ListenerOptions(address: .unix(path: "/run/postern.sock", mode: 0o660))
    socket.owner = FileOwner(userID: 0, groupID: 33)
    socket.peers = PeerRule(userIDs: [1_000, 0], groupIDs: [33])
    socket.trustsContext = true
    var encrypted = ListenerOptions(address: .tcp(host: "0.0.0.0", port: 8_443))
    encrypted.tls = TLSOptions(
      certificateFile: "a",
      keyFile: "b",
      clientAuthorityFile: "c",
      clientCertificates: .required
    )
    var open = ListenerOptions(address: .tcp(host: "0.0.0.0", port: 8_000))
    open.allowsInsecure = true
    #expect(options.decisionListeners == [socket, encrypted, open])
  }

  @Test("a flag wins over `--set`, that over the environment, that over the file")
  func precedence() throws {
    let text = "server: {drainSeconds: 1}"
    let environment = ["POSTERN_SERVER__DRAIN_SECONDS": "2"]
    let assignments = ["server.drainSeconds=3"]
    let flag = ConfigurationNode(flag: "--drain-seconds", path: "server.drainSeconds", "4")
    #expect(try ConfigurationFile.options(text).drainSeconds == 1)
    #expect(try ConfigurationFile.options(text, environment: environment).drainSeconds == 2)
    #expect(
      try ConfigurationFile.options(text, assignments: assignments, environment: environment)
        .drainSeconds == 3
    )
    #expect(
      try ConfigurationFile.options(
        text,
        assignments: assignments,
        flags: [flag],
        environment: environment
      ).drainSeconds == 4
    )
  }

  @Test("the last of several `--set` wins, and a list is given as in a file")
  func assignments() throws {
    let options = try ConfigurationFile.options(
      "decisions: 127.0.0.1:1",
      assignments: ["log.level=debug", "log.level=error", "decisions=[127.0.0.1:2, 127.0.0.1:3]"]
    )
    #expect(options.logLevel == .error)
    #expect(options.decisionListeners.map(\.address.description) == ["127.0.0.1:2", "127.0.0.1:3"])
  }

  @Test("names in the environment are the words of an option in capitals")
  func environment() throws {
    let options = try ConfigurationFile.options(
      #"authzen: {subjects: [{type: a, principal: "{id}"}], resources: [{type: b, arn: "{id}"}]}"#,
      environment: [
        "POSTERN_LIMITS__BATCH_REQUEST_COUNT_MAX": "7", "POSTERN_DECISIONS": "[127.0.0.1:9]",
        "POSTERN_DIAGNOSTICS__ADDRESS": "127.0.0.1:10",
        "POSTERN_AUTHZEN__BASE_URL": "https://pdp.example.test",
        // What an orchestrator sets for a service of this name is nobody's option.
        "POSTERN_PORT": "tcp://10.0.0.1:7170", "POSTERN_SERVICE_HOST": "10.0.0.1",
        "POSTERN_PORT_7170_TCP_PROTO": "tcp",
      ]
    )
    #expect(options.limits.batchRequestCountMax == 7)
    #expect(options.authzen?.baseURL?.description == "https://pdp.example.test")
    #expect(options.decisionListeners.map(\.address) == [.tcp(host: "127.0.0.1", port: 9)])
    #expect(options.diagnosticsListener.address == .tcp(host: "127.0.0.1", port: 10))
  }

  @Test(
    "variables are put in where a value names them",
    arguments: [
      ("${PLACE}", "here"), ("a/${PLACE}/b", "a/here/b"), ("${NONE:-x}", "x"),
      ("${EMPTY:-x}", "x"), ("${PLACE:-x}", "here"), ("'${EMPTY}.'", "."),
      ("$${PLACE}", "${PLACE}"),
      ("a$b", "a$b"), ("$$", "$$"), ("${NONE:-}y", "y"), ("${OTHER}", "${PLACE}"),
    ]
  )
  func expansion(value: String, expected: String) throws {
    let options = try ConfigurationFile.options(
      "entities: {directory: \"\(value.replacing("'", with: ""))\"}",
      environment: ["PLACE": "here", "EMPTY": "", "OTHER": "${PLACE}"]
    )
    #expect(options.directory == expected)
  }

  @Test("a value can be the text of a file")
  func secret() throws {
    let file = try ConfigurationFile("127.0.0.1:99\n")
    let options = try ConfigurationFile.options("diagnostics: {address: 'file:\(file.path)'}")
    #expect(options.diagnosticsListener.address == .tcp(host: "127.0.0.1", port: 99))
  }

  @Test("the defaults are printed as a file that loads to the same values")
  func defaults() throws {
    let options = try ConfigurationFile.options(ConfigurationDefaults.text)
    let standard = ServerOptions(directory: "")
    #expect(options.limits == standard.limits)
    #expect(options.transportLimits == standard.transportLimits)
    #expect(options.decisionListeners == standard.decisionListeners)
    #expect(options.diagnosticsListener == standard.diagnosticsListener)
    for setting in Setting.all {
      #expect(setting.value(in: options) == setting.value(in: standard), "\(setting.path)")
      #expect(ConfigurationDefaults.text.contains(" \(setting.name):"), "\(setting.path)")
    }
  }

  @Test("every bound of requests, loads, accounts and connections is an option of the same name")
  func completeness() {
    let sections = [
      ("limits", Mirror(reflecting: Limits.standard)),
      ("quotas", Mirror(reflecting: ServerOptions(directory: "d").quotas)),
      ("transport", Mirror(reflecting: TransportLimits.standard)),
    ]
    for (section, mirror) in sections {
      let names = Setting.all.filter { $0.section == section }.map(\.name).sorted()
      #expect(names == mirror.children.compactMap(\.label).sorted())
    }
  }

  @Test("every number takes both ends of its range and its own default, and nothing beyond")
  func ranges() {
    for setting in Setting.all {
      var options = ServerOptions(directory: "d")
      guard case .number(let range) = setting.form else { continue }
      #expect(range.contains(setting.value(in: options).flatMap(Int.init) ?? -1), "\(setting.path)")
      for number in [range.lowerBound, range.upperBound] {
        #expect(setting.write("\(number)", into: &options))
        #expect(setting.value(in: options) == "\(number)", "\(setting.path)")
      }
      for text in ["\(range.lowerBound - 1)", "\(range.upperBound + 1)", "", "1.5", "x", "1e3"] {
        #expect(!setting.write(text, into: &options), "\(setting.path)")
      }
      #expect(setting.value(in: options) == "\(range.upperBound)", "\(setting.path)")
      #expect(!setting.reason.isEmpty)
    }
  }
}
