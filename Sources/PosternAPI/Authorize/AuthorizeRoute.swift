import PosternDecisionPoint
import PosternModel
import PosternText

/// `POST /v1/authorize`: one question, one decision.
struct AuthorizeRoute {
  private let rules: JSONRules
  private var tape = JSONTape()
  private var reader: QuestionReader
  private var answers: AnswerWriter

  init(limits: Limits, ids: DecisionIDSequence, counters: PlaneCounters) {
    rules = .question(byteCountMax: limits.requestByteCountMax)
    reader = QuestionReader(limits: limits)
    answers = AnswerWriter(ids: ids, counters: counters, interface: .authorize)
  }

  /// Decides the question in `body` and writes the answer over `bytes`.
  ///
  /// - Throws: what is wrong with the question; `bytes` is untouched then.
  mutating func answer(
    _ body: Span<UInt8>,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into bytes: inout [UInt8]
  ) throws(APIError) {
    do {
      try tape.scan(body, rules: rules)
    } catch {
      throw APIError(error)
    }
    try reader.read(0, defaults: QuestionMembers(), tape: tape, text: body)
    let answer = try reader.decide(by: authorizer, of: 0, tape: tape, text: body)
    var buffer: [UInt8] = []
    swap(&buffer, &bytes)
    var writer = JSONWriter(reusing: buffer)
    answers.write(
      answer,
      to: reader.request,
      by: authorizer,
      atSeconds: seconds,
      into: &writer
    )
    bytes = writer.take()
  }
}
