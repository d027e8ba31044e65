import PosternDecisionPoint
import PosternModel
import PosternText

extension DecisionWriter {
  /// Writes `reason` with every statement that determined the decision, and each with its place in
  /// its document.
  ///
  /// A denial by statements also has `denials`: all layers that deny, in the order in which denials
  /// are attributed, with all their statements (E-50).
  static func writeReason(
    _ explanation: Explanation,
    to request: borrowing AuthorizationRequest,
    scratch: inout [UInt8],
    into writer: inout JSONWriter
  ) {
    let decision = explanation.decision
    writer.name("reason")
    writer.beginObject()
    writeLayer(of: decision, into: &writer)
    writer.name("statements")
    writer.beginArray()
    for layer in explanation.layers where layer.layer == decision.layer {
      switch decision.outcome {
      case .allow: write(layer.statements, .allow, into: &writer)
      case .explicitDeny: write(layer.statements, .deny, into: &writer)
      case .implicitDeny: break
      }
    }
    writer.endArray()
    if decision.outcome == .explicitDeny { writeDenials(explanation.layers, into: &writer) }
    if !decision.isAllowed {
      scratch.removeAll(keepingCapacity: true)
      DenialMessage.append(decision, of: request, to: &scratch)
      writer.name("message")
      writer.string(bytes: scratch.span)
    }
    writer.endObject()
  }

  private static func writeDenials(
    _ layers: [Explanation.Layer],
    into writer: inout JSONWriter
  ) {
    writer.name("denials")
    writer.beginArray()
    for layer in layers where layer.outcome == .explicitDeny {
      writer.beginObject()
      writer.name("layer")
      writer.string(layer.layer.name)
      if let level = layer.level {
        writer.name("level")
        writer.integer(level)
      }
      writer.name("statements")
      writer.beginArray()
      write(layer.statements, .deny, into: &writer)
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
  }

  /// Writes those of the statements that applied with this effect.
  private static func write(
    _ statements: [Explanation.Statement],
    _ effect: Effect,
    into writer: inout JSONWriter
  ) {
    for statement in statements
    where statement.failed == nil && statement.description.effect == effect {
      writer.beginObject()
      write(statement.description.place, into: &writer)
      writer.name("line")
      writer.integer(statement.description.position.line)
      writer.name("column")
      writer.integer(statement.description.position.column)
      writer.endObject()
    }
  }
}
