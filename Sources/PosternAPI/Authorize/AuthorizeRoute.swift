import PosternDecisionPoint
import PosternModel
import PosternText

/// `POST /v1/authorize`: one question, one decision.
struct AuthorizeRoute: ~Copyable {
  private let rules: JSONRules
  private var tape = JSONTape()
  private var reader: QuestionReader
  private var answers: AnswerWriter
  private var writer = JSONWriter()

  init(limits: Limits, ids: DecisionIDSequence, counters: PlaneCounters) {
    rules = .question(byteCountMax: limits.requestByteCountMax)
    reader = QuestionReader(limits: limits)
    answers = AnswerWriter(ids: ids, counters: counters, interface: .authorize)
  }

  /// Decides the question in `body` and appends the answer to `bytes`.
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
    reader.begin(body)
    try reader.read(0, defaults: QuestionMembers(), tape: tape, text: body)
    let answer = try reader.decide(by: authorizer, of: 0, tape: tape, text: body)
    answers.write(
      answer,
      to: reader.request,
      by: authorizer,
      atSeconds: seconds,
      into: &writer
    )
    writer.move(to: &bytes)
  }
}
