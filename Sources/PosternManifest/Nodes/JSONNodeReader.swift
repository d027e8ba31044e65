internal import PosternModel
internal import PosternText

/// Reads a JSON file into nodes.
struct JSONNodeReader {
  private let bytes: [UInt8]
  private let tape: JSONTape
  private var cursor = LineCursor()

  /// Returns the root of a file, or adds the problem and returns nil.
  ///
  /// - Complexity: O(n) in the length of the file.
  static func read(
    _ file: SourceFile,
    limits: Limits,
    problems: inout ProblemList
  ) -> ManifestNode? {
    var rules = JSONRules.manifest
    rules.byteCountMax = limits.manifestByteCountMax
    rules.characterCountMax = limits.manifestByteCountMax
    rules.depthMax = limits.manifestDepthMax
    rules.nodeCountMax = limits.manifestNodeCountMax
    do throws(JSONSyntaxError) {
      var tape = JSONTape()
      try tape.scan(file.bytes.span, rules: rules)
      var reader = JSONNodeReader(bytes: file.bytes, tape: tape)
      return reader.node(0)
    } catch {
      problems.add(error.message, help: nil, file: file.name, position: error.position)
      return nil
    }
  }

  private init(bytes: [UInt8], tape: JSONTape) {
    self.bytes = bytes
    self.tape = tape
  }

  private mutating func node(_ index: Int) -> ManifestNode {
    let range = textRange(index)
    let position = cursor.position(byteOffset: range.lowerBound, in: bytes)
    return ManifestNode(content: content(index), position: position, jsonRange: range)
  }

  private mutating func content(_ index: Int) -> ManifestNode.Content {
    switch tape.kind(index) {
    case .null, .boolean, .number:
      .text(String(decoding: bytes[textRange(index)], as: UTF8.self), isPlain: true)
    case .string: .text(tape.string(index, of: bytes.span), isPlain: false)
    case .array: .list(elements(of: index))
    case .object: .map(members(of: index))
    }
  }

  private mutating func elements(of index: Int) -> [ManifestNode] {
    var elements: [ManifestNode] = []
    var child = tape.firstChild(index)
    for _ in 0..<tape.childCount(index) {
      elements.append(node(child))
      child = tape.next(child)
    }
    return elements
  }

  private mutating func members(of index: Int) -> [ManifestNode.Member] {
    var members: [ManifestNode.Member] = []
    var name = tape.firstChild(index)
    for _ in 0..<tape.childCount(index) {
      let position = cursor.position(byteOffset: textRange(name).lowerBound, in: bytes)
      let value = node(name + 1)
      members.append(
        .init(name: tape.string(name, of: bytes.span), namePosition: position, value: value)
      )
      name = tape.next(name + 1)
    }
    return members
  }

  /// The bytes of a node; a string's with its quotes.
  private func textRange(_ index: Int) -> Range<Int> {
    let range = tape.byteRange(index)
    guard tape.kind(index) == .string else { return range }
    return (range.lowerBound - 1)..<(range.upperBound + 1)
  }
}
