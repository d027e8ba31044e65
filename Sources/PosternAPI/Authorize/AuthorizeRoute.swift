import PosternDecisionPoint
import PosternModel
import PosternText

/// `POST /v1/authorize`: one question, one decision.
struct AuthorizeRoute: ~Copyable {
  private let rules: JSONRules
  private let answerByteCountMax: Int
  private var tape = JSONTape()
  private var reader: QuestionReader
  private var answers: AnswerWriter
  private var writer = JSONWriter()

  init(limits: Limits, ids: DecisionIDSequence, counters: PlaneCounters) {
    rules = .question(byteCountMax: limits.requestByteCountMax)
    answerByteCountMax = limits.answerByteCountMax
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
    reader.begin(body)
    let answer: QuestionReader.Answer
    if let plain = plainAnswer(to: body, by: authorizer) {
      answer = plain
    } else {
      answer = try tapedAnswer(to: body, by: authorizer)
    }
    answers.write(
      answer,
      to: reader.request,
      by: authorizer,
      atSeconds: seconds,
      into: &writer
    )
    guard writer.byteCount <= answerByteCountMax else { throw refusal() }
    answers.count(answer)
    writer.move(to: &bytes)
  }

  @inline(never)
  private mutating func refusal() -> APIError {
    writer.removeAll()
    return AnswerRoom.refusal(limits: reader.limits)
  }

  /// The answer to a question that is plain; nil for any other, and where there is something to
  /// refuse: the tape knows where that stands.
  private mutating func plainAnswer(
    to body: Span<UInt8>,
    by authorizer: Authorizer
  ) -> QuestionReader.Answer? {
    guard reader.readPlain(body, rules: rules) else { return nil }
    guard let answer = try? reader.answer(by: authorizer) else { return nil }
    switch answer.decision.cause {
    case .policy, .unknownPrincipal: return answer
    case .fault: return nil
    }
  }

  @inline(never)
  private mutating func tapedAnswer(
    to body: Span<UInt8>,
    by authorizer: Authorizer
  ) throws(APIError) -> QuestionReader.Answer {
    do {
      try tape.scan(body, rules: rules)
    } catch {
      throw APIError(error)
    }
    try reader.read(0, defaults: QuestionMembers(), tape: tape, text: body)
    return try reader.decide(by: authorizer, of: 0, tape: tape, text: body)
  }
}
