/// One value of a JSON document.
package struct JSONValue: Sendable {
  private let document: JSONDocument
  private let node: Int

  init(document: JSONDocument, node: Int) {
    self.document = document
    self.node = node
  }

  /// What kind of value it is.
  package var kind: JSONKind { document.tape.kind(node) }

  /// The place of its first character; for a string, of the opening quote.
  package var position: TextPosition {
    document.positions.position(byteOffset: textRange.lowerBound)
  }

  /// The place just past its last character.
  package var endPosition: TextPosition {
    document.positions.position(byteOffset: textRange.upperBound)
  }

  /// The decoded text of a string, else nil.
  package var string: String? {
    kind == .string ? document.tape.string(node, of: document.bytes.span) : nil
  }

  /// The value of a boolean, else nil.
  package var boolean: Bool? {
    kind == .boolean ? document.tape.isTrue(node) : nil
  }

  /// The exact text of a number, else nil.
  package var numberText: String? {
    kind == .number ? rawText : nil
  }

  /// The text of a string, a number or a boolean (G-23), else nil.
  package var scalarText: String? {
    switch kind {
    case .string: string
    case .number, .boolean: rawText
    case .null, .array, .object: nil
    }
  }

  /// The elements of an array, else nothing.
  package var elements: [JSONValue] {
    guard kind == .array else { return [] }
    var result: [JSONValue] = []
    var child = document.tape.firstChild(node)
    for _ in 0..<document.tape.childCount(node) {
      result.append(JSONValue(document: document, node: child))
      child = document.tape.next(child)
    }
    return result
  }

  /// The members of an object in the order of the text, else nothing.
  ///
  /// - Complexity: O(m) in the members.
  package var members: [JSONMember] {
    guard kind == .object else { return [] }
    var result: [JSONMember] = []
    var name = document.tape.firstChild(node)
    for _ in 0..<document.tape.childCount(node) {
      let place = document.tape.byteRange(name).lowerBound - 1
      result.append(
        JSONMember(
          name: document.tape.string(name, of: document.bytes.span),
          namePosition: document.positions.position(byteOffset: place),
          value: JSONValue(document: document, node: name + 1)
        )
      )
      name = document.tape.next(name + 1)
    }
    return result
  }

  /// The value of an object's member, or nil; names are compared byte for byte.
  package subscript(name: String) -> JSONValue? {
    guard kind == .object else { return nil }
    var member = document.tape.firstChild(node)
    for _ in 0..<document.tape.childCount(node) {
      if document.tape.string(member, of: document.bytes.span).utf8.elementsEqual(name.utf8) {
        return JSONValue(document: document, node: member + 1)
      }
      member = document.tape.next(member + 1)
    }
    return nil
  }

  /// Its place as a JSON pointer (RFC 6901).
  package var pointer: String { document.tape.pointer(to: node, of: document.bytes.span) }

  /// Its exact characters; a string's with the quotes.
  package var rawText: String { String(decoding: rawBytes, as: UTF8.self) }

  /// The bytes of `rawText`.
  package var rawBytes: [UInt8] { Array(document.bytes[textRange]) }

  private var textRange: Range<Int> {
    let range = document.tape.byteRange(node)
    return kind == .string ? (range.lowerBound - 1)..<(range.upperBound + 1) : range
  }
}
