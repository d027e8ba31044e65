import PosternDecisionPoint
import PosternModel
import PosternTransport

/// `postern.v1.Authorizer`: the questions of `/v1/authorize` and `/v1/authorize/batch` as calls.
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
  /// - Throws: what is wrong with the question.
  mutating func authorize(
    _ request: borrowing Request,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into response: inout Response
  ) throws(CallStatus) {
    let question = try CallMessage.read(
      Postern_V1_AuthorizeRequest.self,
      of: request,
      byteCountMax: limits.requestByteCountMax
    )
    let answer: Postern_V1_AuthorizeResponse
    do throws(APIError) {
      answer = try self.answer(question, Postern_V1_AuthorizeRequest(), by: authorizer, seconds)
    } catch {
      throw CallStatus(error)
    }
    try CallMessage.write(answer, into: &response)
  }

  /// Answers `BatchAuthorize`; a question that has no answer gets an error in its place.
  ///
  /// - Throws: what is wrong with the batch as a whole.
  mutating func batchAuthorize(
    _ request: borrowing Request,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into response: inout Response
  ) throws(CallStatus) {
    let batch = try CallMessage.read(
      Postern_V1_BatchAuthorizeRequest.self,
      of: request,
      byteCountMax: limits.batchByteCountMax
    )
    guard batch.requests.count <= limits.batchRequestCountMax else {
      throw CallStatus(
        APIError(
          .limitExceeded,
          "a batch has at most \(limits.batchRequestCountMax) questions",
          pointer: "/requests",
          position: nil
        )
      )
    }
    var message = Postern_V1_BatchAuthorizeResponse()
    message.results.reserveCapacity(batch.requests.count)
    for (index, question) in batch.requests.enumerated() {
      var result = Postern_V1_BatchResult()
      do throws(APIError) {
        result.response = try answer(question, batch.defaults, by: authorizer, seconds)
      } catch {
        result.error = Postern_V1_Error(error)
        result.error.pointer = "/requests/\(index)\(error.pointer ?? "")"
      }
      message.results.append(result)
    }
    message.revision = authorizer.revision
    try CallMessage.write(message, into: &response)
  }

  private mutating func answer(
    _ question: Postern_V1_AuthorizeRequest,
    _ defaults: Postern_V1_AuthorizeRequest,
    by authorizer: Authorizer,
    _ seconds: Int
  ) throws(APIError) -> Postern_V1_AuthorizeResponse {
    try reader.read(question, defaults: defaults)
    let answer = try reader.decide(by: authorizer)
    counters.count(answer.decision, by: .grpc)
    return answers.message(for: answer, to: reader.request, by: authorizer, atSeconds: seconds)
  }
}
