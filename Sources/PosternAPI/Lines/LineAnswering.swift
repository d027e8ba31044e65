/// Something that answers lines of JSON, each with one line of JSON.
package protocol LineAnswering {
  /// Appends the answer to a line, without its line feed; there is one whatever the line holds.
  ///
  /// - Parameters:
  ///   - line: the line without its line feed.
  ///   - number: the line's number in the input, counted from 1.
  ///   - bytes: where the answer goes.
  /// - Returns: what the answer says, for the command's exit status.
  mutating func answer(
    _ line: Span<UInt8>,
    number: Int,
    into bytes: inout [UInt8]
  ) -> LineOutcome
}
