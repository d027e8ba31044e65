import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText

extension QuestionReader {
  /// A decision, and its explanation when the question asked for all of it.
  struct Answer {
    let decision: Decision
    let explanation: Explanation?
  }

  /// Has the question that was read last decided.
  ///
  /// - Throws: what the decision point refuses about the question, or that it could not decide:
  ///   such a question must look neither allowed nor denied.
  func decide(
    by authorizer: Authorizer,
    of node: Int,
    tape: JSONTape,
    text: Span<UInt8>
  ) throws(APIError) -> Answer {
    let answer: Answer
    do throws(RequestFault) {
      answer = try self.answer(by: authorizer)
    } catch {
      throw self.error(error, of: node, tape: tape, text: text)
    }
    switch answer.decision.cause {
    case .policy, .unknownPrincipal: return answer
    case .fault: throw APIError(.undecided, "the question could not be decided")
    }
  }

  /// Has the question that was read last answered, whatever the answer is.
  ///
  /// - Throws: what the decision point refuses about the question.
  func answer(by authorizer: Authorizer) throws(RequestFault) -> Answer {
    switch request.explain {
    case .none, .reason: break
    case .full:
      if let explanation = try authorizer.explain(request) {
        return Answer(decision: explanation.decision, explanation: explanation)
      }
    }
    return Answer(decision: try authorizer.authorize(request), explanation: nil)
  }
}
