internal import PosternText

/// Writes a document that stands in YAML as the JSON it means, and notes where each node came from.
///
/// Quoted text is a string; plain `true`, `false`, `null` and numbers are what they look like;
/// every other plain text is a string.
struct DocumentEncoder {
  private(set) var bytes: [UInt8] = []
  private(set) var marks = DocumentMarks()

  /// Appends a node and everything in it.
  mutating func append(_ node: ManifestNode) {
    marks.add(byteOffset: bytes.count, position: node.position)
    switch node.content {
    case .text(let text, let isPlain):
      if isPlain, let literal = Self.literal(text) {
        bytes.append(contentsOf: literal.utf8)
      } else {
        appendString(text)
      }
    case .list(let elements): appendList(elements)
    case .map(let members): appendMap(members)
    }
  }

  private mutating func appendList(_ elements: [ManifestNode]) {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func appendMap(_ members: [ManifestNode.Member]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      marks.add(byteOffset: bytes.count, position: member.namePosition)
      appendString(member.name)
      bytes.append(UInt8(ascii: ":"))
      append(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func appendString(_ text: String) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Returns the JSON literal that plain text stands for, nil for text that is a string.
  private static func literal(_ text: String) -> String? {
    switch text {
    case "true", "false": text
    case "", "~", "null": "null"
    default: isNumber(text) ? text : nil
    }
  }

  /// Whether a text is a number in JSON's grammar (RFC 8259 §6).
  private static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = takeDigits(&rest)
    guard whole.count == 1 || (whole.count > 1 && whole.first != UInt8(ascii: "0")) else {
      return false
    }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard !takeDigits(&rest).isEmpty else { return false }
    }
    if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest.removeFirst()
      }
      guard !takeDigits(&rest).isEmpty else { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
    let digits = rest.prefix(while: \.isDigit)
    rest = rest.dropFirst(digits.count)
    return digits
  }
}
