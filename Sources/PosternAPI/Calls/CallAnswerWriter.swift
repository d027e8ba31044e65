import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText
import PosternTransport

/// Writes decisions as messages of gRPC; gives each its id.
struct CallAnswerWriter {
  private var ids: DecisionIDSequence

  init(ids: DecisionIDSequence) {
    self.ids = ids
  }

  /// Appends the fields of the `AuthorizeResponse` to one question.
  ///
  /// - Throws: that the explanation cannot be encoded.
  mutating func write(
    _ answer: QuestionReader.Answer,
    to request: borrowing AuthorizationRequest,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into bytes: inout [UInt8]
  ) throws(APIError) {
    let decision = answer.decision
    let (outcome, kind): (Postern_V1_Decision, Postern_V1_DenialKind) =
      switch decision.outcome {
      case .allow: (.allow, .unspecified)
      case .explicitDeny: (.deny, .explicit)
      case .implicitDeny: (.deny, .implicit)
      }
    bytes.appendField(1, UInt64(outcome.rawValue))
    bytes.appendField(2, UInt64(kind.rawValue))
    bytes.appendField(3) { bytes in
      ids.next(atSeconds: seconds) { id in bytes.append(contentsOf: id, in: 0..<id.count) }
    }
    bytes.appendField(4, authorizer.revision)
    switch request.explain {
    case .none: break
    case .reason, .full:
      // A closure that has the request would have a copy of it.
      let reason = bytes.beginField(5)
      CallAnswerWriter.writeReason(for: decision, to: request, by: authorizer, into: &bytes)
      bytes.endField(from: reason)
    }
    if let explanation = answer.explanation {
      bytes.append(contentsOf: try CallAnswerWriter.trace(explanation))
    }
  }

  /// Returns the id of the next decision.
  mutating func id(atSeconds seconds: Int) -> String {
    var text: [UInt8] = []
    ids.next(atSeconds: seconds) { id in text.append(contentsOf: id, in: 0..<id.count) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Writes a `Reason`.
  private static func writeReason(
    for decision: Decision,
    to request: borrowing AuthorizationRequest,
    by authorizer: Authorizer,
    into bytes: inout [UInt8]
  ) {
    bytes.appendField(1, decision.layer.name.description)
    switch decision.cause {
    case .unknownPrincipal: bytes.appendField(2, "unknownPrincipal")
    case .policy, .fault: break
    }
    if let statement = decision.statement, let place = authorizer.place(of: statement) {
      let reference = bytes.beginField(3)
      bytes.appendField(1, place.policy)
      bytes.appendField(2, place.sid ?? "")
      bytes.appendField(3, UInt64(UInt32(clamping: place.index)))
      bytes.endField(from: reference)
    }
    if !decision.isAllowed {
      let message = bytes.beginField(4)
      authorizer.appendMessage(for: decision, of: request, to: &bytes)
      bytes.endField(from: message)
    }
  }
}

// What explains a decision at length, which nobody asks for at every request.
extension CallAnswerWriter {
  /// Encodes the fields of an `AuthorizeResponse` that hold an explanation.
  private static func trace(_ explanation: Explanation) throws(APIError) -> [UInt8] {
    var message = Postern_V1_AuthorizeResponse()
    message.traceVersion = UInt32(Explanation.version)
    message.trace = explanation.layers.map(layer)
    message.traceTruncated = explanation.isTruncated
    do throws(CallStatus) {
      return try CallMessage.encode(message)
    } catch {
      throw APIError(.undecided, error.message)
    }
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
