import PosternModel
import PosternText

/// What the defaults of a batch cost: each of its questions reads them again, whatever stands in
/// them.
///
/// Without a bound a body of a few hundred kilobytes, most of it in the defaults, would keep an
/// event loop busy for seconds.
struct RepeatedDefaults {
  /// The bytes of the defaults.
  let byteCount: Int
  /// The questions that they are read for.
  let questionCount: Int

  /// Why they are refused; nil when they are not.
  func refusal(_ limits: Limits) -> String? {
    guard byteCount * questionCount > limits.repeatedByteCountMax else { return nil }
    return "the defaults are read for each question: \(byteCount) bytes for \(questionCount) "
      + "questions are more than \(limits.repeatedByteCountMax) "
      + "(`limits.repeatedByteCountMax`); ask fewer questions at once, or make them shorter"
  }

  /// Refuses them when they are too long for so many questions.
  ///
  /// - Throws: that they are, with the place of the value at `node`.
  func check(
    _ limits: Limits,
    at node: Int,
    of tape: JSONTape,
    in text: Span<UInt8>
  ) throws(APIError) {
    guard let refusal = refusal(limits) else { return }
    throw APIError(.limitExceeded, refusal, at: node, of: tape, in: text)
  }
}
