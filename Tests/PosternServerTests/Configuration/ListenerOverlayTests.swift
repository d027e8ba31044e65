import PosternManifest
import PosternServer
import PosternTransport
import Testing

@Suite("Listeners of several sources")
struct ListenerOverlayTests {
  private static let encrypted =
    "{address: '127.0.0.1:1', tls: {certificateFile: a, keyFile: b}, insecure: true}"
  private static let guarded = "{address: 'unix:/a', allowedUids: [0]}"

  private static func flags(_ addresses: [String?]) -> ConfigurationNode {
    let place = ConfigurationPlace(source: "--decisions", position: nil)
    let listeners = addresses.map { address in
      address.map { ConfigurationNode(flag: "--decisions", path: "address", $0) }
        ?? ConfigurationNode(.map([]), at: place)
    }
    return ConfigurationNode(
      path: ["decisions"],
      value: ConfigurationNode(.list(listeners), at: place)
    )
  }

  /// A file, what is said over it, and the listeners that come of it; none for a refusal.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    var flags: [String?]?
    var variable: (name: String, value: String)?
    let listeners: [String]
  }

  @Test(
    "a new address keeps the encryption of the listener, and none that is guarded vanishes",
    arguments: [
      Case(
        testDescription: "a flag over one listener",
        file: "[\(encrypted)]",
        flags: ["127.0.0.1:2"],
        listeners: ["127.0.0.1:2 tls"]
      ),
      Case(
        testDescription: "a variable over one listener in a list",
        file: "[\(encrypted)]",
        variable: ("POSTERN_DECISIONS__ADDRESS", "127.0.0.1:2"),
        listeners: ["127.0.0.1:2 tls"]
      ),
      Case(
        testDescription: "a variable that is an address",
        file: encrypted,
        variable: ("POSTERN_DECISIONS", "127.0.0.1:2"),
        listeners: ["127.0.0.1:2 tls"]
      ),
      Case(
        testDescription: "a socket beside one listener",
        file: encrypted,
        flags: [nil, "unix:/b"],
        listeners: ["127.0.0.1:1 tls", "unix:/b"]
      ),
      Case(
        testDescription: "a socket instead of one listener",
        file: encrypted,
        flags: ["unix:/b"],
        listeners: ["unix:/b"]
      ),
      Case(
        testDescription: "a flag and nothing in the file",
        file: "[]",
        flags: [nil, "unix:/b"],
        listeners: ["127.0.0.1:7170", "unix:/b"]
      ),
      Case(
        testDescription: "a flag over two listeners without rules",
        file: "['127.0.0.1:1', 'unix:/a']",
        flags: ["127.0.0.1:2"],
        listeners: ["127.0.0.1:2"]
      ),
      Case(
        testDescription: "a flag over two listeners of which one is guarded",
        file: "[\(encrypted), 'unix:/a']",
        flags: ["127.0.0.1:2"],
        listeners: []
      ),
      Case(
        testDescription: "a variable over two listeners of which one is guarded",
        file: "['127.0.0.1:1', \(guarded)]",
        variable: ("POSTERN_DECISIONS__ADDRESS", "127.0.0.1:2"),
        listeners: []
      ),
      Case(
        testDescription: "another socket instead of one that is guarded",
        file: guarded,
        flags: ["unix:/b"],
        listeners: []
      ),
      Case(
        testDescription: "an address instead of a socket that is guarded",
        file: guarded,
        flags: ["127.0.0.1:2"],
        listeners: []
      ),
    ]
  )
  func overlays(test: Case) throws {
    let read = {
      try ConfigurationFile.options(
        "decisions: \(test.file)",
        flags: test.flags.map { [Self.flags($0)] } ?? [],
        environment: test.variable.map { [$0.name: $0.value] } ?? [:]
      )
    }
    guard !test.listeners.isEmpty else {
      #expect(throws: ConfigurationFailure.self) { try read() }
      return
    }
    let listeners = try read().decisionListeners.map {
      "\($0.address)" + ($0.tls == nil ? "" : " tls")
    }
    #expect(listeners == test.listeners)
  }
}
