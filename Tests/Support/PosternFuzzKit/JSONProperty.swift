package import PosternText

/// What holds for every text that is given to the JSON scanner.
///
/// A text has one answer however often it is asked, its faults lie inside it, and what was
/// accepted is the same value after it was written and read again.
package enum JSONProperty {
  /// Rules that are as tight as a fuzzer's inputs are short, so that each is reached.
  package static let rules = [
    JSONRules.request, .policyDocument,
    JSONRules(
      byteCountMax: 512,
      characterCountMax: 256,
      depthMax: 3,
      nodeCountMax: 32,
      numberByteCountMax: 8,
      restrictsCharacters: false
    ),
  ]

  /// Checks all properties under one set of rules.
  package static func check(_ text: [UInt8], rules: JSONRules) throws(BrokenProperty) {
    var tape = JSONTape()
    let first = scan(text, rules: rules, with: &tape)
    let kept = tape
    let second = scan(text, rules: rules, with: &tape)
    try BrokenProperty.require(first == second, "a second scan gives another answer")
    if let first { return try check(first, in: text) }
    try BrokenProperty.require(isSame(kept, tape), "a second scan gives another tape")
    try checkPlaces(tape, text)
    try checkRewriting(tape, text)
    try checkDocument(tape, text, rules: rules)
  }

  private static func scan(
    _ text: [UInt8],
    rules: JSONRules,
    with tape: inout JSONTape
  ) -> JSONSyntaxError? {
    do throws(JSONSyntaxError) {
      try tape.scan(text.span, rules: rules)
      return nil
    } catch {
      return error
    }
  }

  private static func check(
    _ error: JSONSyntaxError,
    in text: [UInt8]
  ) throws(BrokenProperty) {
    let offset = error.position.byteOffset
    try BrokenProperty.require(
      offset >= 0 && offset <= text.count,
      "a fault lies outside of the text"
    )
    try BrokenProperty.require(
      error.position == .of(byteOffset: offset, in: text.span),
      "the line and column of a fault are not those of its offset"
    )
    try BrokenProperty.require(!error.message.isEmpty, "a fault has no sentence")
    try BrokenProperty.require(
      error.pointer.isEmpty || error.pointer.utf8.first == UInt8(ascii: "/"),
      "the pointer of a fault is none"
    )
  }

  private static func isSame(_ left: JSONTape, _ right: JSONTape) -> Bool {
    left.nodeCount == right.nodeCount
      && (0..<left.nodeCount).allSatisfy {
        left.kind($0) == right.kind($0) && left.byteRange($0) == right.byteRange($0)
          && left.next($0) == right.next($0) && left.childCount($0) == right.childCount($0)
          && left.hasEscapes($0) == right.hasEscapes($0) && left.isTrue($0) == right.isTrue($0)
      }
  }

  private static func checkPlaces(_ tape: JSONTape, _ text: [UInt8]) throws(BrokenProperty) {
    try BrokenProperty.require(tape.next(0) == tape.nodeCount, "the root does not span the tape")
    for node in 0..<tape.nodeCount {
      let range = tape.byteRange(node)
      try BrokenProperty.require(
        range.lowerBound >= 0 && range.upperBound <= text.count,
        "a value lies outside of the text"
      )
      try BrokenProperty.require(
        tape.next(node) > node && tape.next(node) <= tape.nodeCount,
        "a value has no end in the tape"
      )
    }
    for node in 0..<min(tape.nodeCount, 64) {
      let pointer = tape.pointer(to: node, of: text.span)
      try BrokenProperty.require(
        pointer.isEmpty == (node == 0),
        "only the root has the empty pointer"
      )
    }
  }

  private static func checkRewriting(_ tape: JSONTape, _ text: [UInt8]) throws(BrokenProperty) {
    var writer = JSONWriter(reusing: [])
    write(0, of: tape, text, to: &writer)
    let rewritten = writer.take()
    var again = JSONTape()
    // What is written may be longer than what was read, and holds raw characters for escapes.
    if let error = scan(rewritten, rules: .manifest, with: &again) {
      throw BrokenProperty("what was written is refused: \(error.message)")
    }
    try BrokenProperty.require(
      tape.nodeCount == again.nodeCount,
      "what was written has other values"
    )
    for node in 0..<tape.nodeCount {
      let isEqual =
        tape.kind(node) == again.kind(node) && tape.next(node) == again.next(node)
        && content(of: node, in: tape, text) == content(of: node, in: again, rewritten)
      try BrokenProperty.require(isEqual, "a value that was written is another one")
    }
  }

  private static func write(
    _ node: Int,
    of tape: JSONTape,
    _ text: [UInt8],
    to writer: inout JSONWriter
  ) {
    switch tape.kind(node) {
    case .null: writer.null()
    case .boolean: writer.boolean(tape.isTrue(node))
    case .number: writer.raw(Array(text[tape.byteRange(node)]))
    case .string: writer.string(bytes: content(of: node, in: tape, text).span)
    case .array:
      writer.beginArray()
      var element = tape.firstChild(node)
      for _ in 0..<tape.childCount(node) {
        write(element, of: tape, text, to: &writer)
        element = tape.next(element)
      }
      writer.endArray()
    case .object:
      writer.beginObject()
      var name = tape.firstChild(node)
      for _ in 0..<tape.childCount(node) {
        writer.name(tape.string(name, of: text.span))
        write(name + 1, of: tape, text, to: &writer)
        name = tape.next(name + 1)
      }
      writer.endObject()
    }
  }

  /// A string decoded, a scalar as written, nothing for what holds other values.
  private static func content(of node: Int, in tape: JSONTape, _ text: [UInt8]) -> [UInt8] {
    switch tape.kind(node) {
    case .string:
      var bytes: [UInt8] = []
      tape.appendString(node, of: text.span, to: &bytes)
      return bytes
    case .null, .boolean, .number: return Array(text[tape.byteRange(node)])
    case .array, .object: return []
    }
  }

  private static func checkDocument(
    _ tape: JSONTape,
    _ text: [UInt8],
    rules: JSONRules
  ) throws(BrokenProperty) {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(text, rules: rules)
    } catch {
      throw BrokenProperty("a document refuses what a tape accepts")
    }
    var count = 0
    try check(document.root, in: text, countedIn: &count)
    try BrokenProperty.require(count == tape.nodeCount, "a document has other values than its tape")
  }

  private static func check(
    _ value: JSONValue,
    in text: [UInt8],
    countedIn count: inout Int
  ) throws(BrokenProperty) {
    count += 1
    let start = value.position.byteOffset
    try BrokenProperty.require(
      value.position == .of(byteOffset: start, in: text.span)
        && Array(text[start..<value.endPosition.byteOffset]) == value.rawBytes,
      "the position of a value is not where it stands"
    )
    for element in value.elements { try check(element, in: text, countedIn: &count) }
    for member in value.members {
      count += 1
      try BrokenProperty.require(
        text[member.namePosition.byteOffset] == UInt8(ascii: "\""),
        "the position of a name is not where it stands"
      )
      try BrokenProperty.require(
        value[member.name]?.position == member.value.position,
        "a name finds another member"
      )
      try check(member.value, in: text, countedIn: &count)
    }
  }
}
