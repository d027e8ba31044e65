import Foundation
import PosternModel
package import PosternText

/// The cases of `Tests/Corpus`; its README says how they are written.
package enum Corpus {
  /// The folder of the corpus in this checkout.
  package static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus").path

  /// Reads one file of the corpus.
  package static func file(_ name: String) throws -> JSONValue {
    let path = URL(filePath: folder).appending(path: name)
    return try JSONDocument(String(contentsOf: path, encoding: .utf8), rules: .manifest).root
  }

  /// Reads every file below a folder of the corpus, in the order of their names.
  package static func files(in subfolder: String) throws -> [(path: String, root: JSONValue)] {
    let top = URL(filePath: folder).appending(path: subfolder)
    let paths = (FileManager.default.enumerator(atPath: top.path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
    return try paths.map { path in
      let text = try String(contentsOf: top.appending(path: path), encoding: .utf8)
        .replacingOccurrences(of: "\\u0000", with: nullEscape)
      return ("\(subfolder)/\(path)", try JSONDocument(text, rules: .manifest).root)
    }
  }

  /// Stands for U+0000 in what is read here, because the scanner takes that character in no text at
  /// all.
  private static let nullEscape = "\\uE000"

  /// Reads the cases of `decisions`.
  package static func decisions() throws -> [DecisionCase] {
    try files(in: "decisions").flatMap { path, root in
      guard let cases = root["cases"] else { return [try decision(root, in: root, place: path)] }
      return try cases.elements.enumerated().map { number, item in
        try decision(item, in: root, place: "\(path)#\(number)")
      }
    }
  }

  /// Reads the cases of `documents`.
  package static func documents() throws -> [DocumentCase] {
    try files(in: "documents").flatMap { path, root in
      guard let cases = root["cases"] else { return [try document(root, in: root, place: path)] }
      return try cases.elements.enumerated().map { number, item in
        try document(item, in: root, place: "\(path)#\(number)")
      }
    }
  }

  private static func decision(
    _ item: JSONValue,
    in file: JSONValue,
    place: String
  ) throws -> DecisionCase {
    var world = (file["base"] ?? item["world"]).map { JSONTree($0) } ?? .object([])
    if let policies = file["policies"] {
      world = world.overlaid(by: .object([("policies", JSONTree(policies))]))
    }
    if let request = item["request"] { world = world.overlaid(by: JSONTree(request)) }
    guard let expect = item["expect"] else {
      throw WorldError(pointer: "\(place)\(item.pointer)", expected: "what is expected")
    }
    return DecisionCase(
      place: place,
      description: item["description"]?.string ?? "",
      rules: rules(item, file),
      line: world.text,
      expectation: try expectation(expect, place: place),
      message: expect["message"]?.string,
      messagePart: expect["messageContains"]?.string
    )
  }

  private static func document(
    _ item: JSONValue,
    in file: JSONValue,
    place: String
  ) throws -> DocumentCase {
    guard let kind = item["type"]?.string.flatMap(PolicyKind.init(rawValue:)),
      let document = item["document"], let accepted = item["expect"]?["accepted"]?.boolean
    else { throw WorldError(pointer: place, expected: "a type, a document and what is expected") }
    return DocumentCase(
      place: place,
      description: item["description"]?.string ?? "",
      rules: rules(item, file),
      kind: kind,
      text: (document.string ?? document.rawText).replacing("\u{E000}", with: "\u{0}"),
      isAccepted: accepted,
      code: item["expect"]?["code"]?.string,
      message: item["expect"]?["message"]?.string,
      messagePart: item["expect"]?["messageContains"]?.string,
      line: item["expect"]?["line"]?.numberText.flatMap { Int($0) },
      column: item["expect"]?["column"]?.numberText.flatMap { Int($0) }
    )
  }

  private static func rules(_ item: JSONValue, _ file: JSONValue) -> [String] {
    ((file["rules"]?.elements ?? []) + (item["rules"]?.elements ?? [])).compactMap(\.string)
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
