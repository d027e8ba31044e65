internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  /// Reads a policy document: a map, or the path of a plain JSON file below the directory.
  mutating func readDocument(
    _ node: ManifestNode,
    in file: SourceFile,
    part: EntityPlaces.Part,
    _ notes: inout EntityNotes
  ) -> PolicyText? {
    notes.note(part, at: node.position)
    if let path = node.text { return readReferenced(path, in: file, at: node.position) }
    guard node.members != nil else {
      refuse(
        "expected a policy document as a map or the path of a JSON file, found \(node.kindName)",
        help: nil,
        in: file,
        at: node.position
      )
      return nil
    }
    return embedded(node, in: file, part: part, &notes)
  }

  /// Returns a document that stands in the file itself: as it is in JSON, re-encoded in YAML.
  func embedded(
    _ node: ManifestNode,
    in file: SourceFile,
    part: EntityPlaces.Part,
    _ notes: inout EntityNotes
  ) -> PolicyText {
    if let range = node.jsonRange {
      return PolicyText(
        text: String(decoding: file.bytes[range], as: UTF8.self),
        origin: SourceOrigin(file: file.name, position: node.position, isVerbatim: true)
      )
    }
    var encoder = DocumentEncoder()
    encoder.append(node)
    notes.note(encoder.marks, ofDocument: part)
    return PolicyText(
      text: String(decoding: encoder.bytes, as: UTF8.self),
      origin: SourceOrigin(file: file.name, position: node.position, isVerbatim: false)
    )
  }

  private mutating func readReferenced(
    _ path: String,
    in file: SourceFile,
    at position: TextPosition
  ) -> PolicyText? {
    let shown = QuotedText.shortened(path)
    guard Self.isBelowDirectory(path) else {
      refuse(
        "expected the path of a JSON file below the directory, found `\(shown)`",
        help: "such as `policies/read-orders.json`, with `/` and without `..`",
        in: file,
        at: position
      )
      return nil
    }
    let before = FileStamp(path: directory + "/" + path)
    stamp.documents.updateValue(before, forKey: ExactText(path))
    do throws(FileFailure) {
      let bytes = try OpenFile(path: directory + "/" + path)
        .read(byteCountMax: limits.documentCharacterCountMax * Self.characterByteCountMax)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw FileFailure("is not UTF-8 text")
      }
      let start = TextPosition(line: 1, column: 1, byteOffset: 0)
      return PolicyText(
        text: text,
        origin: SourceOrigin(file: path, position: start, isVerbatim: true)
      )
    } catch {
      refuse("the file `\(shown)` \(error.message)", help: nil, in: file, at: position)
      return nil
    }
  }

  /// The most bytes of one character in UTF-8.
  private static let characterByteCountMax = 4

  /// A path without the parts that lead nowhere.
  static func plainPath(of path: String) -> ExactText {
    ExactText(path.split(separator: "/").filter { $0 != "." }.joined(separator: "/"))
  }

  /// Whether a path leads to a JSON file without leaving the directory by its own words.
  private static func isBelowDirectory(_ path: String) -> Bool {
    guard path.hasSuffix(".json"), !path.utf8.contains(0), !path.hasPrefix("/") else {
      return false
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0 != ".." }
  }
}
