import PosternModel

/// How much room is left in one answer for the results of many questions.
///
/// A few bytes of defaults are asked about a thousand times, and an explanation is a hundred times
/// as long as its question: without a bound whoever asks decides how much memory an answer takes.
struct AnswerRoom {
  private let byteCountMax: Int
  /// Whether a result had no room; the questions behind it are then not decided any more, since
  /// that, too, is work that nobody reads.
  private(set) var isSpent = false

  init(limits: Limits) {
    byteCountMax = limits.answerByteCountMax
  }

  /// Notes the length of an answer with one more result, and how many questions are behind it;
  /// false when it has no room for that and an error for each of them.
  mutating func take(_ byteCount: Int, _ questionsBehind: Int) -> Bool {
    note(byteCount, questionsBehind)
    return !isSpent
  }

  /// Notes the length of an answer with one more error, which stands there in any case.
  mutating func note(_ byteCount: Int, _ questionsBehind: Int) {
    // The errors get half of it at most: where there are so many that they would need more, an
    // answer may become longer, but no batch is in vain.
    let errorByteCount = min(questionsBehind * AnswerRoom.errorByteCountMax, byteCountMax / 2)
    isSpent = isSpent || byteCount > byteCountMax - AnswerRoom.endByteCountMax - errorByteCount
  }

  /// What the refusal of one question takes at most, in each of the interfaces.
  private static let errorByteCountMax = 256
  /// What stands behind the last result.
  private static let endByteCountMax = 64

  /// What stands in the place of a result that has no room; short, since there may be many.
  static let refusal = APIError(
    .limitExceeded,
    "the answer has no room left (`limits.answerByteCountMax`); ask this in a batch of its own, or "
      + "for less explanation"
  )

  /// What a question gets whose answer alone is too long.
  static func refusal(limits: Limits) -> APIError {
    APIError(
      .limitExceeded,
      "the answer has more than \(limits.answerByteCountMax) bytes (`limits.answerByteCountMax`); "
        + "ask for less explanation"
    )
  }
}
