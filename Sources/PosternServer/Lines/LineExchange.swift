package import PosternAPI

/// Answers a file of lines on standard output, a line for a line, in order.
///
/// Answers are written whenever the input has nothing more to give at the moment: in large blocks
/// for a file, line by line for a caller that waits for each answer.
package enum LineExchange {
  private static let blockByteCount = 1 << 18

  /// Answers every line of `path`, or of standard input for `-`.
  ///
  /// `lineByteCountMax` is the limit that the answers hold lines to.
  ///
  /// - Throws: that the input cannot be read or the output cannot be written; lines before it are
  ///   answered.
  package static func run(
    _ path: String,
    lineByteCountMax: Int,
    answers: inout some LineAnswering
  ) throws(SystemFailure) -> LineTally {
    let input = try InputFile(path: path)
    var splitter = LineSplitter(byteCountMax: lineByteCountMax)
    var block = [UInt8](repeating: 0, count: blockByteCount)
    var output: [UInt8] = []
    var tally = LineTally()
    while true {
      let count = try input.read(into: &block)
      func use(_ line: Span<UInt8>) {
        tally.add(answers.answer(line, number: tally.lineCount + 1, into: &output))
        output.append(UInt8(ascii: "\n"))
      }
      if count == 0 {
        splitter.finish(use)
      } else {
        splitter.take(block.span.extracting(0..<count), use)
      }
      try StandardOutput.write(output)
      output.removeAll(keepingCapacity: true)
      if count == 0 { return tally }
    }
  }
}
