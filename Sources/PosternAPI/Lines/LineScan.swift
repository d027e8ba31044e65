import PosternText

/// One line of JSON and the id that its answer repeats.
struct LineScan {
  /// The values of the line that was scanned last.
  private(set) var tape = JSONTape()
  /// The JSON text of that line's id; nil when it has none or could not be read.
  private(set) var id: [UInt8]?

  private let rules: JSONRules

  init(byteCountMax: Int) {
    var rules = JSONRules.manifest
    rules.byteCountMax = byteCountMax
    rules.characterCountMax = byteCountMax
    self.rules = rules
  }

  /// Scans a line, which must be an object; an id is a string or a number.
  ///
  /// - Throws: what is wrong; the id is there when at least that could be read.
  mutating func scan(_ line: Span<UInt8>) throws(APIError) {
    id = nil
    do {
      try tape.scan(line, rules: rules)
    } catch {
      throw APIError(error)
    }
    guard tape.kind(0) == .object else {
      throw APIError(.wrongType, "expected an object", at: 0, of: tape, in: line)
    }
    var name = tape.firstChild(0)
    for _ in 0..<tape.childCount(0) {
      let value = tape.next(name)
      if tape.equals(name, of: line, "id") { id = try identifier(value, line) }
      name = tape.next(value)
    }
  }

  /// Writes the members that every answer to the line begins with.
  func writeID(into writer: inout JSONWriter) {
    writer.name("id")
    if let id { writer.raw(id) } else { writer.null() }
  }

  /// Writes the answer to a line that cannot be answered.
  ///
  /// Places of the error count from the beginning of the whole input.
  func write(
    _ error: APIError,
    in line: Span<UInt8>,
    number: Int,
    into writer: inout JSONWriter
  ) {
    writer.beginObject()
    writeID(into: &writer)
    if id == nil {
      writer.name("line")
      writer.integer(number)
    }
    ErrorAnswer.writeMember(error, at: error.position(in: line), into: &writer)
    writer.endObject()
  }

  private func identifier(_ value: Int, _ line: Span<UInt8>) throws(APIError) -> [UInt8]? {
    var text: [UInt8] = []
    switch tape.kind(value) {
    case .string:
      text.append(UInt8(ascii: "\""))
      tape.appendRaw(value, of: line, to: &text)
      text.append(UInt8(ascii: "\""))
    case .number:
      tape.appendRaw(value, of: line, to: &text)
    case .null:
      return nil
    case .boolean, .array, .object:
      throw APIError(.wrongType, "expected a string or a number", at: value, of: tape, in: line)
    }
    return text
  }
}
