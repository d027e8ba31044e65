import PosternDecisionPoint
import PosternModel
import PosternText

/// Writes the members of an answer that come from the decision alone; every interface that speaks
/// this JSON shares them.
enum DecisionWriter {
  /// Writes `decision` and, for a denial, `kind`.
  static func writeOutcome(of decision: Decision, into writer: inout JSONWriter) {
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
  }

  /// Writes `reason`: the layer, the determining statement and, for a denial, the message.
  ///
  /// `scratch` is storage that is reused from answer to answer.
  static func writeReason(
    for decision: Decision,
    to request: borrowing AuthorizationRequest,
    by authorizer: Authorizer,
    scratch: inout [UInt8],
    into writer: inout JSONWriter
  ) {
    writer.name("reason")
    writer.beginObject()
    writeLayer(of: decision, into: &writer)
    writer.name("statements")
    writer.beginArray()
    if let statement = decision.statement, let place = authorizer.place(of: statement) {
      writer.beginObject()
      write(place, into: &writer)
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

  /// Writes `layer`, and `code` where more than a policy's silence is to blame.
  static func writeLayer(of decision: Decision, into writer: inout JSONWriter) {
    writer.name("layer")
    writer.string(decision.layer.name)
    switch decision.cause {
    case .unknownPrincipal:
      writer.name("code")
      writer.string("unknownPrincipal")
    case .policy, .fault:
      break
    }
  }

  /// Writes the members that say where a statement stands: policy, name and place in the document.
  static func write(_ place: StatementPlace, into writer: inout JSONWriter) {
    writer.name("policy")
    writer.string(place.policy)
    if let sid = place.sid {
      writer.name("sid")
      writer.string(sid)
    }
    writer.name("index")
    writer.integer(place.index)
  }
}
