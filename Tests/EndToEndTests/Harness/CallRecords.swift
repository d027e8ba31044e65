import Foundation
import Testing

/// What the calls of a script came back with, by their names.
struct CallRecords {
  /// What the script printed, one object for each call.
  let records: [String: JSON]

  /// Runs a script of the folder `python` to its end.
  static func of(_ script: String, _ arguments: [String]) throws -> CallRecords {
    let path = Environment.repository.appending(path: "Tests/EndToEndTests/python/\(script)").path
    let client = try Command.run([try Environment.python(), path] + arguments)
    try #require(client.status == 0, "\(client.complaints)\n\(client.output)")
    var records: [String: JSON] = [:]
    for line in client.output.split(separator: "\n") {
      let record = try JSON(String(line))
      records[try #require(record["name"]?.text)] = record
    }
    return CallRecords(records: records)
  }

  /// The record of a call; fails when there is none.
  subscript(name: String) -> JSON {
    get throws { try #require(records[name], "the script has not made the call `\(name)`") }
  }
}
