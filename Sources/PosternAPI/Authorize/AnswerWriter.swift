import PosternDecisionPoint
import PosternModel
import PosternText

/// Writes decisions as JSON; gives each its id.
struct AnswerWriter {
  private var ids: DecisionIDSequence
  private let counters: PlaneCounters?
  private let interface: Interface
  private var scratch: [UInt8] = []

  init(ids: DecisionIDSequence, counters: PlaneCounters?, interface: Interface) {
    self.ids = ids
    self.counters = counters
    self.interface = interface
  }

  /// Counts a decision whose answer is given; one that had no room in it was nobody's.
  func count(_ answer: QuestionReader.Answer) { counters?.count(answer.decision, by: interface) }

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
    DecisionWriter.writeOutcome(of: decision, into: &writer)
    writer.name("id")
    ids.next(atSeconds: seconds) { writer.string(plain: $0) }
    writer.name("revision")
    writer.integer(authorizer.revision)
    switch request.explain {
    case .none: break
    case .reason, .full:
      DecisionWriter.writeReason(
        for: decision,
        to: request,
        by: authorizer,
        scratch: &scratch,
        into: &writer
      )
    }
    if let explanation = answer.explanation { TraceWriter.write(explanation, into: &writer) }
    writer.endObject()
  }
}
