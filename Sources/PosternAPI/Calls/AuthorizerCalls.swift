import PosternDecisionPoint
import PosternModel
import PosternTransport

/// `postern.v1.Authorizer`: the questions of `/v1/authorize` and `/v1/authorize/batch` as calls.
///
/// The messages are read and written here and not by the library for such messages, so that a call
/// costs about what a question in JSON does; only what explains a decision at length is the
/// library's.
struct AuthorizerCalls {
  private let limits: Limits
  private var reader: CallQuestionReader
  private var answers: CallAnswerWriter
  private let counters: PlaneCounters

  init(limits: Limits, ids: DecisionIDSequence, counters: PlaneCounters) {
    self.counters = counters
    self.limits = limits
    reader = CallQuestionReader(limits: limits)
    answers = CallAnswerWriter(ids: ids)
  }

  /// Answers `Authorize`.
  ///
  /// - Throws: what is wrong with the question; the response is to be failed then.
  mutating func authorize(
    _ request: borrowing Request,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into response: inout Response
  ) throws(CallStatus) {
    let place = try CallMessage.place(of: request, byteCountMax: limits.requestByteCountMax)
    let answer: QuestionReader.Answer
    if let plain = reader.plainAnswer(to: request.body.span, at: place, by: authorizer) {
      answer = plain
    } else {
      answer = try listedAnswer(to: request.body.span, at: place, by: authorizer)
    }
    response.beginCallAnswer()
    do throws(APIError) {
      try write(answer, by: authorizer, seconds, into: &response.body)
      guard response.body.count - CallFraming.prefixByteCount <= limits.answerByteCountMax else {
        throw AnswerRoom.refusal(limits: limits)
      }
    } catch {
      throw status(of: error)
    }
    counters.count(answer.decision, by: .grpc)
    response.endCallAnswer()
  }

  /// The answer to a question that is not plain.
  @inline(never)
  private mutating func listedAnswer(
    to body: Span<UInt8>,
    at place: Range<Int>,
    by authorizer: Authorizer
  ) throws(CallStatus) -> QuestionReader.Answer {
    try reader.begin(body, at: place, isBatch: false)
    do throws(APIError) {
      try checkTexts()
      return try decide(0, by: authorizer)
    } catch {
      throw status(of: error)
    }
  }

  /// Answers `BatchAuthorize`; a question that has no answer gets an error in its place.
  ///
  /// - Throws: what is wrong with the batch as a whole; the response is to be failed then.
  mutating func batchAuthorize(
    _ request: borrowing Request,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into response: inout Response
  ) throws(CallStatus) {
    let place = try CallMessage.place(of: request, byteCountMax: limits.batchByteCountMax)
    try reader.begin(request.body.span, at: place, isBatch: true)
    do throws(APIError) {
      try checkBatch()
    } catch {
      throw status(of: error)
    }
    response.succeed { bytes in
      // The fields of `BatchAuthorizeResponse`: the results, then the revision.
      var room = AnswerRoom(limits: limits)
      for index in 0..<reader.count {
        bytes.appendField(1) {
          writeResult(index, by: authorizer, seconds, within: &room, into: &$0)
        }
      }
      bytes.appendField(2, authorizer.revision)
    }
  }

  /// Refuses a batch with too many questions, or with defaults that are too long for so many.
  private func checkBatch() throws(APIError) {
    try checkTexts()
    guard reader.count <= limits.batchRequestCountMax else {
      throw APIError(
        .limitExceeded,
        "a batch has at most \(limits.batchRequestCountMax) questions",
        pointer: "/requests",
        position: nil
      )
    }
    if let refusal = reader.repeatedDefaults.refusal(limits) {
      throw APIError(.limitExceeded, refusal, pointer: "/defaults", position: nil)
    }
  }

  /// Refuses a call with a text that no policy can name.
  private func checkTexts() throws(APIError) {
    guard !reader.hasNUL else {
      throw APIError(
        .invalidValue,
        "a text of the message has the character NUL, which is not accepted"
      )
    }
  }

  /// Writes a `BatchResult`: an answer, or why there is none.
  private mutating func writeResult(
    _ index: Int,
    by authorizer: Authorizer,
    _ seconds: Int,
    within room: inout AnswerRoom,
    into bytes: inout [UInt8]
  ) {
    let start = bytes.count
    let behind = reader.count - index - 1
    do throws(APIError) {
      guard !room.isSpent else { throw AnswerRoom.refusal }
      let decision = try bytes.appendField(1) {
        (bytes: inout [UInt8]) throws(APIError) -> Decision in
        let answer = try decide(index, by: authorizer)
        try write(answer, by: authorizer, seconds, into: &bytes)
        return answer.decision
      }
      guard room.take(bytes.count, behind) else { throw AnswerRoom.refusal }
      counters.count(decision, by: .grpc)
    } catch {
      counters.count(error)
      bytes.removeSubrange(start...)
      bytes.appendField(2) { bytes in
        bytes.appendField(1, error.code.name)
        bytes.appendField(2, error.message)
        bytes.appendField(3, "/requests/\(index)\(error.pointer ?? "")")
      }
      room.note(bytes.count, behind)
    }
  }

  /// Counts an error that ends a call.
  private func status(of error: APIError) -> CallStatus {
    counters.count(error)
    return CallStatus(error)
  }

  /// Has one question of the call that was taken last decided.
  private mutating func decide(
    _ index: Int,
    by authorizer: Authorizer
  ) throws(APIError) -> QuestionReader.Answer {
    try reader.read(index)
    do throws(APIError) {
      return try reader.decide(by: authorizer)
    } catch {
      if error.code == .undecided { counters.countFault(by: .grpc) }
      throw error
    }
  }

  /// Writes the `AuthorizeResponse` to the question that was read last; the decision counts once
  /// there is room for it.
  private mutating func write(
    _ answer: QuestionReader.Answer,
    by authorizer: Authorizer,
    _ seconds: Int,
    into bytes: inout [UInt8]
  ) throws(APIError) {
    try answers.write(
      answer,
      to: reader.request,
      by: authorizer,
      atSeconds: seconds,
      into: &bytes
    )
  }
}
