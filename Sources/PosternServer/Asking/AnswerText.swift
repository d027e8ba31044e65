package import PosternAPI
import PosternDecisionPoint
import PosternModel
import PosternText

/// The answer to one question as a person reads it on a terminal.
package enum AnswerText {
  /// Returns the lines of the answer.
  package static func lines(of answer: SingleQuestion) -> [String] {
    var lines = [outcome(of: answer.decision), "  layer      \(answer.decision.layer.name)"]
    switch answer.decision.cause {
    case .unknownPrincipal: lines.append("  reason     no such principal is known here")
    case .policy, .fault: break
    }
    if let statement = answer.statement {
      let sid = statement.sid.map { " `\($0)`" } ?? ""
      let (line, column) = (statement.position.line, statement.position.column)
      lines.append("  policy     \(statement.policy)")
      lines.append("  statement  \(statement.index)\(sid) at \(line):\(column) of the document")
    }
    if let message = answer.message { lines.append("  message    \(message)") }
    if let explanation = answer.explanation { lines += TraceText.lines(of: explanation) }
    return lines
  }

  private static func outcome(of decision: Decision) -> String {
    switch decision.outcome {
    case .allow: "allow"
    case .explicitDeny: "deny (explicit)"
    case .implicitDeny: "deny (implicit)"
    }
  }
}
