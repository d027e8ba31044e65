package import PosternDecisionPoint
import PosternEngine
package import PosternModel
import PosternText

/// A question that a person asks: answered once, for reading or as JSON.
package struct SingleQuestion {
  /// What the answer is.
  package let decision: Decision
  /// The statement that decided; nil when none did.
  package let statement: StatementDescription?
  /// The sentence of a denial; nil when the answer is yes.
  package let message: String?
  /// What every layer said, when the question asked for all of it.
  package let explanation: Explanation?
  /// The answer as the interface for services writes it.
  package let json: [UInt8]

  /// Asks.
  ///
  /// - Throws: what is wrong with the question; nothing was decided.
  package init(
    _ request: AuthorizationRequest,
    by authorizer: Authorizer,
    atSeconds seconds: Int
  ) throws(APIError) {
    do throws(RequestFault) {
      explanation = request.explain == .full ? try authorizer.explain(request) : nil
      if let explained = explanation {
        decision = explained.decision
      } else {
        decision = try authorizer.authorize(request)
      }
    } catch {
      throw SingleQuestion.error(error, of: request)
    }
    switch decision.cause {
    case .policy, .unknownPrincipal: break
    case .fault: throw APIError(.undecided, "the question could not be decided")
    }
    statement = decision.statement.flatMap(authorizer.statement)
    var sentence: [UInt8] = []
    if !decision.isAllowed {
      authorizer.appendMessage(for: decision, of: request, to: &sentence)
    }
    message = decision.isAllowed ? nil : String(decoding: sentence, as: UTF8.self)
    var generator = SystemRandomNumberGenerator()
    var answers = AnswerWriter(
      ids: DecisionIDSequence(using: &generator),
      counters: nil,
      interface: .authorize
    )
    var writer = JSONWriter(reusing: [])
    answers.write(
      QuestionReader.Answer(decision: decision, explanation: explanation),
      to: request,
      by: authorizer,
      atSeconds: seconds,
      into: &writer
    )
    json = writer.take()
  }

  /// The error with the code that services get, and the place that the question would have in a
  /// body; the sentence names a condition key, for whoever sees no more than that.
  private static func error(_ fault: RequestFault, of request: AuthorizationRequest) -> APIError {
    let key = fault.entry.map { request.string(request.contextEntries[$0].key) }
    let entry = key.map { "/context/\(JSONPointer.escaped($0))" }
    let subject = key.map { "`\($0.prefix(64))`: " } ?? ""
    return APIError(
      fault.apiCode,
      subject + fault.message,
      pointer: fault.part.pointer ?? entry,
      position: nil
    )
  }
}
