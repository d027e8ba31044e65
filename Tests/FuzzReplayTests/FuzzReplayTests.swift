import Foundation
import PosternFuzzKit
import PosternModel
import Testing

/// Replays what the fuzzers start from and what once broke a property, without a fuzzer.
@Suite("Fuzzed inputs")
struct FuzzReplayTests {
  @Test("texts for the JSON scanner", arguments: inputs(of: "JSONFuzzer"))
  func json(input: URL) throws {
    let text = [UInt8](try Data(contentsOf: input))
    for rules in JSONProperty.rules { try JSONProperty.check(text, rules: rules) }
  }

  @Test("texts for the policy parser, as every kind", arguments: inputs(of: "PolicyFuzzer"))
  func policy(input: URL) throws {
    let text = [UInt8](try Data(contentsOf: input))
    for kind in PolicyKind.allCases { try PolicyProperty.check(text, kind: kind) }
  }

  @Test("bytes for a session of HTTP/2, cut in every way", arguments: inputs(of: "HTTP2Fuzzer"))
  func http2(input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    for form in UInt8.min...UInt8.max { try HTTP2Property.check([form] + bytes.dropFirst()) }
  }

  @Test("bytes for a session of TLS, cut in every way", arguments: inputs(of: "TLSFuzzer"))
  func tls(input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    for form in UInt8.min...UInt8.max { try TLSProperty.check([form] + bytes.dropFirst()) }
  }

  @Test("messages and bodies of calls, for every method", arguments: inputs(of: "CallFuzzer"))
  func calls(input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    for form in UInt8.min...7 { try CallProperty.check([form] + bytes.dropFirst()) }
  }

  @Test(
    "there are inputs for every fuzzer",
    arguments: ["CallFuzzer", "JSONFuzzer", "PolicyFuzzer", "HTTP2Fuzzer", "TLSFuzzer"]
  )
  func inputsAreThere(fuzzer: String) {
    #expect(!Self.inputs(of: fuzzer).isEmpty)
  }

  private static func inputs(of fuzzer: String) -> [URL] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fuzz/\(fuzzer)/Inputs")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: nil
    )
    return (files ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
