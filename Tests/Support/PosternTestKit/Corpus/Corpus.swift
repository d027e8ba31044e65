import Foundation
import PosternModel
package import PosternText

/// The cases of `Tests/Corpus`; its README says how they are written.
package enum Corpus {
  /// The folder of the corpus in this checkout.
  package static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus").path

  /// Reads every file below a folder of the corpus, in the order of their names.
  package static func files(in subfolder: String) throws -> [(path: String, root: JSONValue)] {
    let top = URL(filePath: folder).appending(path: subfolder)
    let paths = (FileManager.default.enumerator(atPath: top.path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
    return try paths.map { path in
      let bytes = try Data(contentsOf: top.appending(path: path))
      return ("\(subfolder)/\(path)", try JSONDocument(Array(bytes), rules: .manifest).root)
    }
  }

  /// Reads the cases of `decisions`.
  package static func decisions() throws -> [DecisionCase] {
    try files(in: "decisions").flatMap { path, root in
      try (root["cases"]?.elements ?? []).enumerated().map { number, item in
        try decision(item, in: root, place: "\(path)#\(number)")
      }
    }
  }

  private static func decision(
    _ item: JSONValue,
    in file: JSONValue,
    place: String
  ) throws -> DecisionCase {
    var world = file["base"].map { JSONTree($0) } ?? .object([])
    if let policies = file["policies"] {
      world = world.overlaid(by: .object([("policies", JSONTree(policies))]))
    }
    if let request = item["request"] { world = world.overlaid(by: JSONTree(request)) }
    guard let expect = item["expect"] else {
      throw WorldError(pointer: "\(place)\(item.pointer)", expected: "what is expected")
    }
    let rules = (file["rules"]?.elements ?? []) + (item["rules"]?.elements ?? [])
    return DecisionCase(
      place: place,
      description: item["description"]?.string ?? "",
      rules: rules.compactMap(\.string),
      line: world.text,
      expectation: try expectation(expect, place: place)
    )
  }

  private static func expectation(
    _ expect: JSONValue,
    place: String
  ) throws -> DecisionCase.Expectation {
    if expect["error"] != nil { return .error }
    let layer = Layer.allCases.first { "\($0.name)" == expect["layer"]?.string }
    switch (expect["decision"]?.string, expect["kind"]?.string) {
    case ("allow", nil): return .allow
    case ("deny", "explicitDeny"): return .deny(.explicitDeny, layer)
    case ("deny", "implicitDeny"): return .deny(.implicitDeny, layer)
    default: throw WorldError(pointer: place + expect.pointer, expected: "a decision")
    }
  }
}
