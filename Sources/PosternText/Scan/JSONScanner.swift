/// The grammar of RFC 8259, one function per production, over the bytes of a text.
///
/// Recursion is bounded by the rules' depth; every loop consumes a byte.
struct JSONScanner {
  private(set) var nodes: JSONNodeList
  private let rules: JSONRules
  private var place = 0
  private var depth = 0

  /// Creates a scanner that writes into an empty list.
  init(into nodes: JSONNodeList, rules: JSONRules) {
    self.nodes = nodes
    self.rules = rules
  }

  /// Scans the whole text.
  mutating func scan(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    try checkSize(text)
    try value(text)
    _ = text.byteBehindSpace(from: &place)
    guard place == text.count else {
      throw fault(.trailingText, text, "text after the end of the JSON value")
    }
  }

  private func checkSize(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    // Nodes name places by 32 bits.
    guard text.count <= min(rules.byteCountMax, Int(Int32.max)) else {
      throw JSONSyntaxError(
        code: .tooLarge,
        position: TextPosition(line: 1, column: 1, byteOffset: 0),
        pointer: "",
        message: "the text has \(text.count) bytes, at most \(rules.byteCountMax) are accepted"
      )
    }
    guard text.count > rules.characterCountMax else { return }
    var characters = 0
    for index in text.indices where text[index] & 0xC0 != 0x80 { characters += 1 }
    guard characters <= rules.characterCountMax else {
      throw JSONSyntaxError(
        code: .tooLarge,
        position: TextPosition(line: 1, column: 1, byteOffset: 0),
        pointer: "",
        message:
          "the text has \(characters) characters, at most \(rules.characterCountMax) are accepted"
      )
    }
  }

  private mutating func value(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    switch text.byteBehindSpace(from: &place) {
    case UInt8(ascii: "\""): try string(text)
    case UInt8(ascii: "{"): try object(text)
    case UInt8(ascii: "["): try array(text)
    case UInt8(ascii: "t"): try word("true", .boolean, isMarked: true, text)
    case UInt8(ascii: "f"): try word("false", .boolean, isMarked: false, text)
    case UInt8(ascii: "n"): try word("null", .null, isMarked: false, text)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(text)
    default: throw unexpected(text, expected: "a value")
    }
  }

  private mutating func object(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    let node = try open(.object, text)
    var count: Int32 = 0
    if text.byteBehindSpace(from: &place) == UInt8(ascii: "}") { return close(node, count: count) }
    var looks = JSONNameLooks()
    var mayRepeat = false
    while true {
      guard text.byteBehindSpace(from: &place) == UInt8(ascii: "\"") else {
        throw unexpected(text, expected: "a member's name in quotes")
      }
      let name = nodes.count
      try string(text)
      if nodes[name].isMarked || !looks.add(nodes[name].byteRange, of: text) { mayRepeat = true }
      guard text.byteBehindSpace(from: &place) == UInt8(ascii: ":") else {
        throw unexpected(text, expected: "`:`")
      }
      place &+= 1
      do throws(JSONSyntaxError) { try value(text) } catch {
        throw error.inside(decoded(name, text))
      }
      count &+= 1
      let byte = text.byteBehindSpace(from: &place)
      if byte == UInt8(ascii: "}") { break }
      guard byte == UInt8(ascii: ",") else { throw unexpected(text, expected: "`,` or `}`") }
      place &+= 1
    }
    close(node, count: count)
    if mayRepeat { try JSONDuplicates.check(nodes, object: node, text) }
  }

  private mutating func array(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    let node = try open(.array, text)
    var count: Int32 = 0
    if text.byteBehindSpace(from: &place) == UInt8(ascii: "]") { return close(node, count: count) }
    while true {
      do throws(JSONSyntaxError) { try value(text) } catch { throw error.inside(String(count)) }
      count &+= 1
      let byte = text.byteBehindSpace(from: &place)
      if byte == UInt8(ascii: "]") { break }
      guard byte == UInt8(ascii: ",") else { throw unexpected(text, expected: "`,` or `]`") }
      place &+= 1
    }
    close(node, count: count)
  }

  @inline(__always)
  private mutating func string(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    let start = place &+ 1
    let end = text.endOfPlainText(from: start, stopsAboveASCII: true)
    guard end < text.count, text[end] == UInt8(ascii: "\"") else {
      place = end
      return try longString(from: start, text)
    }
    guard nodes.count < rules.nodeCountMax else { throw tooManyValues(text) }
    append(.string, from: start, to: end, isMarked: false)
    place = end &+ 1
  }

  /// Scans the rest of a string in which there is more than plain text.
  @inline(never)
  private mutating func longString(
    from start: Int,
    _ text: Span<UInt8>
  ) throws(JSONSyntaxError) {
    var isMarked = false
    while true {
      place = text.endOfPlainText(from: place, stopsAboveASCII: true)
      guard place < text.count else {
        throw fault(.unexpectedEnd, text, "the text ends inside a string")
      }
      switch text[place] {
      case UInt8(ascii: "\""):
        try add(.string, from: start, to: place, isMarked: isMarked, text)
        place += 1
        return
      case UInt8(ascii: "\\"):
        isMarked = true
        try escape(text)
      case 0x80...:
        try multibyteCharacter(text)
      default:
        throw fault(
          .unexpectedCharacter,
          text,
          "a control character inside a string must be escaped"
        )
      }
    }
  }

  private mutating func escape(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    guard place + 1 < text.count else {
      throw fault(.unexpectedEnd, text, "the text ends inside an escape")
    }
    switch text[place + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      place += 2
    case UInt8(ascii: "u"): try unicodeEscape(text)
    default: throw fault(.invalidEscape, text, "unknown escape in a string")
    }
  }

  private mutating func unicodeEscape(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    guard let first = JSONString.unit(text, at: place + 2) else {
      throw fault(.invalidEscape, text, "`\\u` needs four hexadecimal digits")
    }
    guard first != 0 else {
      throw fault(.forbiddenCharacter, text, "the character NUL is not accepted")
    }
    guard first & 0xF800 == 0xD800 else {
      place += 6
      return
    }
    let hasSecond =
      place + 7 < text.count && text[place + 6] == UInt8(ascii: "\\")
      && text[place + 7] == UInt8(ascii: "u")
    guard first & 0xFC00 == 0xD800, hasSecond,
      let second = JSONString.unit(text, at: place + 8), second & 0xFC00 == 0xDC00
    else {
      throw fault(.loneSurrogate, text, "an escape names half of a surrogate pair")
    }
    place += 12
  }

  private mutating func multibyteCharacter(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    guard let character = UTF8Character(text, at: place) else {
      throw fault(.invalidUTF8, text, "the text is not valid UTF-8")
    }
    guard !rules.restrictsCharacters || character.scalar <= 0xFF else {
      throw fault(
        .forbiddenCharacter,
        text,
        "characters above U+00FF must be written as `\\u` escapes"
      )
    }
    place += character.byteCount
  }

  private mutating func number(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    let start = place
    if peek(text) == UInt8(ascii: "-") { place += 1 }
    if peek(text) == UInt8(ascii: "0") {
      place += 1
    } else {
      try digits(text)
    }
    if peek(text) == UInt8(ascii: ".") {
      place += 1
      try digits(text)
    }
    if let byte = peek(text), byte | 0x20 == UInt8(ascii: "e") {
      place += 1
      if let sign = peek(text), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        place += 1
      }
      try digits(text)
    }
    guard place - start <= rules.numberByteCountMax else {
      place = start
      throw fault(
        .numberTooLong,
        text,
        "a number may have at most \(rules.numberByteCountMax) characters"
      )
    }
    try add(.number, from: start, to: place, isMarked: false, text)
  }

  private mutating func digits(_ text: Span<UInt8>) throws(JSONSyntaxError) {
    let start = place
    while let byte = peek(text), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { place += 1 }
    guard place > start else {
      throw fault(.invalidNumber, text, "a digit is expected in a number")
    }
  }

  private mutating func word(
    _ word: StaticString,
    _ kind: JSONKind,
    isMarked: Bool,
    _ text: Span<UInt8>
  ) throws(JSONSyntaxError) {
    let length = word.utf8CodeUnitCount
    guard place + length <= text.count, text.isEqual(place..<(place + length), to: word) else {
      throw unexpected(text, expected: "a value")
    }
    try add(kind, from: place, to: place + length, isMarked: isMarked, text)
    place += length
  }

  private mutating func open(_ kind: JSONKind, _ text: Span<UInt8>) throws(JSONSyntaxError) -> Int {
    depth += 1
    guard depth <= rules.depthMax else {
      throw fault(.tooDeep, text, "values are nested deeper than \(rules.depthMax) levels")
    }
    let node = nodes.count
    try add(kind, from: place, to: place, isMarked: false, text)
    place += 1
    return node
  }

  private mutating func close(_ node: Int, count: Int32) {
    place += 1
    depth -= 1
    nodes[node].end = Int32(place)
    nodes[node].childCount = count
    nodes[node].next = Int32(nodes.count)
  }

  private mutating func add(
    _ kind: JSONKind,
    from start: Int,
    to end: Int,
    isMarked: Bool,
    _ text: Span<UInt8>
  ) throws(JSONSyntaxError) {
    guard nodes.count < rules.nodeCountMax else { throw tooManyValues(text) }
    append(kind, from: start, to: end, isMarked: isMarked)
  }

  @inline(__always)
  private mutating func append(_ kind: JSONKind, from start: Int, to end: Int, isMarked: Bool) {
    nodes.append(
      JSONNode(
        kind: kind,
        isMarked: isMarked,
        childCount: 0,
        start: Int32(truncatingIfNeeded: start),
        end: Int32(truncatingIfNeeded: end),
        next: Int32(truncatingIfNeeded: nodes.count &+ 1)
      )
    )
  }

  private func peek(_ text: Span<UInt8>) -> UInt8? {
    place < text.count ? text[place] : nil
  }

  private func decoded(_ name: Int, _ text: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    let node = nodes[name]
    JSONString.appendDecoded(
      text,
      Int(node.start)..<Int(node.end),
      hasEscapes: node.isMarked,
      to: &bytes
    )
    return String(decoding: bytes, as: UTF8.self)
  }

  @inline(never)
  private func tooManyValues(_ text: Span<UInt8>) -> JSONSyntaxError {
    fault(.tooManyValues, text, "the text has more than \(rules.nodeCountMax) values")
  }

  @inline(never)
  private func unexpected(_ text: Span<UInt8>, expected: String) -> JSONSyntaxError {
    guard place < text.count else {
      return fault(.unexpectedEnd, text, "the text ends where \(expected) is expected")
    }
    return fault(.unexpectedCharacter, text, "\(expected) is expected here")
  }

  @inline(never)
  private func fault(
    _ code: JSONSyntaxError.Code,
    _ text: Span<UInt8>,
    _ message: String
  ) -> JSONSyntaxError {
    JSONSyntaxError(
      code: code,
      position: .of(byteOffset: place, in: text),
      pointer: "",
      message: message
    )
  }
}
