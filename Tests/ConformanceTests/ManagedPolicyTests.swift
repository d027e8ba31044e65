import Foundation
import PosternModel
import PosternPolicy
import PosternTestKit
import PosternText
import Testing

@Suite("Managed policies of the wild", .tags(.conformance))
struct ManagedPolicyTests {
  @Test("are all understood")
  func parses() throws {
    let lines = try Self.lines()
    var refused: [String] = []
    for line in lines {
      let json = try JSONDocument(line, rules: .manifest).root
      let name = try #require(json["name"]?.string)
      let text = try #require(json["document"]?.string)
      do {
        let document = try PolicyParser.parse(
          Array(text.utf8),
          rules: .platformManaged,
          limits: .standard
        )
        if document.statements.isEmpty { refused.append("\(name): no statements") }
      } catch {
        refused.append("\(name): \(error.message): \(error.detail)")
      }
    }
    #expect(lines.count > 1_000)
    #expect(
      refused.isEmpty,
      "\(refused.count) refused\n\(refused.prefix(20).joined(separator: "\n"))"
    )
  }

  /// Runs the script under the interpreter that `POSTERN_PYTHON` names, else `python3`.
  private static func lines() throws -> [String] {
    let process = Process()
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "python/managed_policies.py")
    process.executableURL = URL(filePath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["POSTERN_PYTHON"] ?? "python3"
    process.arguments = [python, script.path]
    let output = Pipe()
    process.standardOutput = output
    do { try process.run() } catch { throw MissingTool(sentence: "`\(python)` cannot be run") }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw MissingTool(
        sentence: "set POSTERN_PYTHON to an interpreter that has moto: `\(python)` ended with "
          + "status \(process.terminationStatus)"
      )
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Why the test cannot be run here.
  struct MissingTool: Error, CustomStringConvertible {
    let sentence: String
    var description: String { sentence }
  }
}

extension Testing.Tag {
  /// Cases that are given from outside.
  @Testing.Tag
  static var conformance: Self
}
