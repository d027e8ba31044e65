import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText

extension QuestionReader {
  /// Has the question that was read last decided.
  ///
  /// - Throws: what the decision point refuses about the question, or that it could not decide:
  ///   such a question must look neither allowed nor denied.
  func decide(
    by authorizer: Authorizer,
    of node: Int,
    tape: JSONTape,
    text: Span<UInt8>
  ) throws(APIError) -> Decision {
    let decision: Decision
    do {
      decision = try authorizer.authorize(request)
    } catch {
      throw self.error(error, of: node, tape: tape, text: text)
    }
    switch decision.cause {
    case .policy, .unknownPrincipal: return decision
    case .fault: throw APIError(.undecided, "the question could not be decided")
    }
  }
}
