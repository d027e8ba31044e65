import PosternText

/// A policy document as a member of a line: an object as it stands, or a string with its raw text.
enum DocumentMember {
  /// Returns the text that goes to the parser.
  ///
  /// - Throws: when it is neither an object nor a string.
  static func text(
    _ node: Int,
    _ tape: JSONTape,
    _ line: Span<UInt8>
  ) throws(APIError) -> String {
    switch tape.kind(node) {
    case .string: return tape.string(node, of: line)
    case .object:
      var bytes: [UInt8] = []
      tape.appendRaw(node, of: line, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    case .null, .boolean, .number, .array:
      throw APIError(
        .wrongType,
        "expected a document as an object, or its text as a string",
        at: node,
        of: tape,
        in: line
      )
    }
  }
}
