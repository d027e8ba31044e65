import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText

/// Puts decisions into messages; gives each its id.
struct CallAnswerWriter {
  private var ids: DecisionIDSequence
  private var scratch: [UInt8] = []

  init(ids: DecisionIDSequence) {
    self.ids = ids
  }

  /// Returns the message for the answer to one question.
  mutating func message(
    for answer: QuestionReader.Answer,
    to request: borrowing AuthorizationRequest,
    by authorizer: Authorizer,
    atSeconds seconds: Int
  ) -> Postern_V1_AuthorizeResponse {
    let decision = answer.decision
    var message = Postern_V1_AuthorizeResponse()
    switch decision.outcome {
    case .allow:
      message.decision = .allow
    case .explicitDeny:
      message.decision = .deny
      message.kind = .explicit
    case .implicitDeny:
      message.decision = .deny
      message.kind = .implicit
    }
    message.id = id(atSeconds: seconds)
    message.revision = authorizer.revision
    switch request.explain {
    case .none: break
    case .reason, .full:
      message.reason = reason(
        for: decision,
        to: request,
        by: authorizer
      )
    }
    if let explanation = answer.explanation {
      message.traceVersion = UInt32(Explanation.version)
      message.trace = explanation.layers.map(CallAnswerWriter.layer)
      message.traceTruncated = explanation.isTruncated
    }
    return message
  }

  /// Returns the id of the next decision.
  mutating func id(atSeconds seconds: Int) -> String {
    scratch.removeAll(keepingCapacity: true)
    ids.next(atSeconds: seconds) { id in scratch.append(contentsOf: id, in: 0..<id.count) }
    return String(decoding: scratch, as: UTF8.self)
  }

  private mutating func reason(
    for decision: Decision,
    to request: borrowing AuthorizationRequest,
    by authorizer: Authorizer
  ) -> Postern_V1_Reason {
    var reason = Postern_V1_Reason()
    reason.layer = decision.layer.name.description
    switch decision.cause {
    case .unknownPrincipal: reason.code = "unknownPrincipal"
    case .policy, .fault: break
    }
    if let statement = decision.statement.flatMap(authorizer.statement) {
      reason.statements = [CallAnswerWriter.reference(to: statement)]
    }
    if !decision.isAllowed {
      scratch.removeAll(keepingCapacity: true)
      authorizer.appendMessage(for: decision, of: request, to: &scratch)
      reason.message = String(decoding: scratch, as: UTF8.self)
    }
    return reason
  }

  private static func reference(
    to statement: StatementDescription
  ) -> Postern_V1_StatementReference {
    var reference = Postern_V1_StatementReference()
    reference.policy = statement.policy
    reference.sid = statement.sid ?? ""
    reference.index = UInt32(clamping: statement.index)
    return reference
  }

  private static func layer(_ layer: Explanation.Layer) -> Postern_V1_TraceLayer {
    var message = Postern_V1_TraceLayer()
    message.layer = layer.layer.name.description
    if let level = layer.level { message.level = UInt32(clamping: level) }
    message.outcome =
      switch layer.outcome {
      case .allow: "allow"
      case .explicitDeny: "explicitDeny"
      case .implicitDeny: "implicitDeny"
      }
    message.statements = layer.statements.map(CallAnswerWriter.statement)
    return message
  }

  private static func statement(_ statement: Explanation.Statement) -> Postern_V1_TraceStatement {
    var message = Postern_V1_TraceStatement()
    message.statement = reference(to: statement.description)
    message.effect =
      switch statement.description.effect {
      case .allow: "allow"
      case .deny: "deny"
      }
    message.line = UInt32(clamping: statement.description.position.line)
    message.column = UInt32(clamping: statement.description.position.column)
    message.applies = statement.failed == nil
    if let failed = statement.failed { message.failed = element(failed) }
    return message
  }

  private static func element(_ failed: FailedElement) -> Postern_V1_FailedElement {
    var message = Postern_V1_FailedElement()
    message.element = failed.element.rawValue
    message.operator = failed.operator ?? ""
    message.key = failed.key ?? ""
    message.cause =
      switch failed.cause {
      case .mismatch: "mismatch"
      case .missingKey: "missingKey"
      case .listForScalar: "listOnScalarOperator"
      }
    if let expected = failed.expected {
      message.expected = expected.values
      if expected.count > expected.values.count {
        message.expectedCount = UInt32(clamping: expected.count)
      }
      message.resolved = expected.resolved.map { text in
        var value = Postern_V1_ResolvedValue()
        if let text { value.text = text }
        return value
      }
    }
    if let actual = failed.actual {
      message.actual.values = actual.excerpts
      message.actual.isList = actual.isList
      if actual.count > actual.excerpts.count {
        message.actual.count = UInt32(clamping: actual.count)
      }
    }
    return message
  }
}
