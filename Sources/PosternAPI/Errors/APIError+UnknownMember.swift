import PosternText

extension APIError {
  /// Makes the error for a member whose name stands at `name` and is none of those expected.
  static func unknownMember(
    name: Int,
    expected: [String],
    tape: JSONTape,
    text: Span<UInt8>
  ) -> APIError {
    let written = tape.string(name, of: text)
    let shown = String(written.prefix(shownCharacterCountMax))
    let list = expected.map { "`\($0)`" }.joined(separator: ", ")
    let advice = Spelling.closest(to: shown, among: expected).map { "; did you mean `\($0)`?" }
    return APIError(
      .unknownMember,
      "unknown member `\(shown)`, expected one of \(list)\(advice ?? "")",
      at: name,
      of: tape,
      in: text
    )
  }

  /// How much of a caller's own text an error repeats, in characters.
  private static let shownCharacterCountMax = 64
}
