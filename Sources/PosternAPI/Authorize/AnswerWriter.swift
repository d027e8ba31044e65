import PosternDecisionPoint
import PosternModel
import PosternText

/// Writes decisions as JSON; gives each its id.
struct AnswerWriter {
  private var ids: DecisionIDSequence
  private var scratch: [UInt8] = []

  init(ids: DecisionIDSequence) {
    self.ids = ids
  }

  /// Writes the answer to one question as one JSON object.
  mutating func write(
    _ answer: QuestionReader.Answer,
    to request: borrowing AuthorizationRequest,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into writer: inout JSONWriter
  ) {
    let decision = answer.decision
    writer.beginObject()
    writer.name("decision")
    switch decision.outcome {
    case .allow:
      writer.string("allow")
    case .explicitDeny:
      writer.string("deny")
      writer.name("kind")
      writer.string("explicitDeny")
    case .implicitDeny:
      writer.string("deny")
      writer.name("kind")
      writer.string("implicitDeny")
    }
    scratch.removeAll(keepingCapacity: true)
    DecisionIDSequence.append(ids.next(atSeconds: seconds), to: &scratch)
    writer.name("id")
    writer.string(bytes: scratch.span)
    writer.name("revision")
    writer.integer(authorizer.revision)
    switch request.explain {
    case .none: break
    case .reason, .full: writeReason(decision, request, authorizer, into: &writer)
    }
    if let explanation = answer.explanation { TraceWriter.write(explanation, into: &writer) }
    writer.endObject()
  }

  private mutating func writeReason(
    _ decision: Decision,
    _ request: borrowing AuthorizationRequest,
    _ authorizer: Authorizer,
    into writer: inout JSONWriter
  ) {
    writer.name("reason")
    writer.beginObject()
    writer.name("layer")
    writer.string(decision.layer.name)
    switch decision.cause {
    case .unknownPrincipal:
      writer.name("code")
      writer.string("unknownPrincipal")
    case .policy, .fault:
      break
    }
    writer.name("statements")
    writer.beginArray()
    if let statement = decision.statement.flatMap(authorizer.statement) {
      writer.beginObject()
      AnswerWriter.writePlace(of: statement, into: &writer)
      writer.endObject()
    }
    writer.endArray()
    if !decision.isAllowed {
      scratch.removeAll(keepingCapacity: true)
      authorizer.appendMessage(for: decision, of: request, to: &scratch)
      writer.name("message")
      writer.string(bytes: scratch.span)
    }
    writer.endObject()
  }

  /// Writes the members that say where a statement stands.
  static func writePlace(
    of statement: StatementDescription,
    into writer: inout JSONWriter
  ) {
    writer.name("policy")
    writer.string(statement.policy)
    if let sid = statement.sid {
      writer.name("sid")
      writer.string(sid)
    }
    writer.name("index")
    writer.integer(statement.index)
  }
}
