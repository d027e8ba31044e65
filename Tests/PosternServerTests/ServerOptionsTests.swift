import PosternAPI
import PosternServer
import PosternTransport
import Testing

@Suite("Options of the server")
struct ServerOptionsTests {
  @Test(
    "addresses are read as they are written",
    arguments: [
      ("127.0.0.1:7170", ListenAddress.tcp(host: "127.0.0.1", port: 7170), true),
      ("127.8.9.1:0", .tcp(host: "127.8.9.1", port: 0), true),
      ("localhost:65535", .tcp(host: "localhost", port: 65_535), true),
      ("[::1]:80", .tcp(host: "::1", port: 80), true),
      ("[0:0:0:0:0:0:0:1]:80", .tcp(host: "0:0:0:0:0:0:0:1", port: 80), true),
      ("[::0001]:80", .tcp(host: "::0001", port: 80), true),
      ("[2001:db8::1]:80", .tcp(host: "2001:db8::1", port: 80), false),
      ("unix:/run/postern.sock", .unix(path: "/run/postern.sock", mode: 0o600), true),
      ("0.0.0.0:7170", .tcp(host: "0.0.0.0", port: 7170), false),
      ("[::]:7170", .tcp(host: "::", port: 7170), false),
      ("10.0.0.7:7170", .tcp(host: "10.0.0.7", port: 7170), false),
    ]
  )
  func address(text: String, address: ListenAddress, isLocal: Bool) throws {
    let read = try ListenAddress(option: text)
    #expect(read == address)
    #expect(read.isLocal == isLocal)
  }

  @Test(
    "what is no address is refused",
    arguments: [
      "", "7170", ":7170", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
      "127.0.0.1:80x", "127.0.0:80", "127.0.0.256:80", "1270.0.1:80", "127.0.0.1.evil.test:80",
      "example.test:80", "::1:80", "[127.0.0.1]:80", "[::1]", "[:::::]:1", "[::1::2]:1", "[1:2]:1",
      "[:]:1",
      "unix:",
      "unix:/\(String(repeating: "x", count: 107))", "+127.0.0.1:80", "127.+0.0.1:80",
      "127.0.0.1:+80", "0127.0.0.1:80", "127.0.0.01:80",
    ]
  )
  func malformed(text: String) {
    #expect {
      try ListenAddress(option: text)
    } throws: { error in
      (error as? OptionsError)?.code == .malformedAddress
    }
  }

  @Test("nothing reachable from other machines opens without being asked for")
  func remote() throws {
    var options = ServerOptions(directory: "entities")
    try options.validate()
    options.decisionListeners.append(
      ListenerOptions(address: try ListenAddress(option: "0.0.0.0:7170"))
    )
    #expect {
      try options.validate()
    } throws: { error in
      (error as? OptionsError)?.code == .remoteListener
    }
    options.decisionListeners[1].allowsInsecure = true
    try options.validate()
  }

  @Test("facts about principals are taken only where every caller is trusted to know them")
  func untrustedFacts() throws {
    var options = ServerOptions(directory: "entities")
    options.authzen = AuthZENMapping()
    try options.validate()
    let untrusted = OptionsError(.untrustedFacts, subject: "", "")
    options.authzen?.setsPrincipalTags = true
    #expect(throws: untrusted) { try options.validate() }
    options.authzen?.setsPrincipalTags = false
    options.authzen?.contextKeys = [.init(member: "ip", key: "aws:SourceIp")]
    try options.validate()
    for key in ["aws:CurrentTime", "AWS:MULTIFACTORAUTHAGE", "aws:PrincipalTag/team"] {
      options.authzen?.contextKeys = [.init(member: "any", key: key)]
      #expect(throws: untrusted) { try options.validate() }
    }
    options.decisionListeners[0].trustsContext = true
    try options.validate()
  }

  @Test("two listeners share no address, but for ports that the system chooses")
  func sharedAddress() throws {
    func options(_ addresses: [String]) throws -> ServerOptions {
      var options = ServerOptions(directory: "entities")
      options.decisionListeners = try addresses.map {
        ListenerOptions(address: try ListenAddress(option: $0))
      }
      return options
    }
    try options(["127.0.0.1:0", "127.0.0.1:0", "unix:/a", "unix:/b"]).validate()
    for shared in [
      ["127.0.0.1:80", "127.0.0.1:80"], ["unix:/a", "unix:/a"], ["systemd:a", "systemd:a"],
      [ServerOptions.standardDiagnosticsAddress.description],
    ] {
      #expect(throws: OptionsError(.sharedAddress, subject: "", "")) {
        try options(shared).validate()
      }
    }
  }

  @Test("numbers out of range and missing things are refused")
  func ranges() throws {
    let changes: [(inout ServerOptions) -> Void] = [
      { $0.loopCount = 0 }, { $0.loopCount = 257 }, { $0.drainSeconds = -1 },
      { $0.drainDelaySeconds = -1 },
      { $0.drainSeconds = 3_601 }, { $0.decisionListeners = [] }, { $0.directory = "" },
    ]
    for change in changes {
      var options = ServerOptions(directory: "entities")
      change(&options)
      #expect(throws: OptionsError.self) { try options.validate() }
    }
  }
}
