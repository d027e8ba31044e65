import PosternDecisionPoint
import PosternModel
import PosternText

/// `POST /v1/authorize/batch`: many questions, one snapshot, answers in the order of the questions.
///
/// A member that a question leaves out is taken from `defaults`; the context and the tags are
/// merged key by key, and the question's own keys win. A question that cannot be answered gets an
/// error in its place; the others are answered.
struct BatchRoute: ~Copyable {
  private let limits: Limits
  private let counters: PlaneCounters
  private let rules: JSONRules
  private var tape = JSONTape()
  private var reader: QuestionReader
  private var answers: AnswerWriter
  private var writer = JSONWriter()
  private var places = PositionFinder()

  init(limits: Limits, ids: DecisionIDSequence, counters: PlaneCounters) {
    self.limits = limits
    self.counters = counters
    rules = .question(byteCountMax: limits.batchByteCountMax)
    reader = QuestionReader(limits: limits)
    answers = AnswerWriter(ids: ids, counters: counters, interface: .batch)
  }

  /// Decides the questions in `body` and appends the answers to `bytes`.
  ///
  /// - Throws: what is wrong with the batch as a whole; `bytes` is untouched then.
  mutating func answer(
    _ body: Span<UInt8>,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into bytes: inout [UInt8]
  ) throws(APIError) {
    do {
      try tape.scan(body, rules: rules)
    } catch {
      throw APIError(error)
    }
    let (requests, defaults) = try members(of: body)
    reader.beginBatch(body)
    places.begin()
    writer.beginObject()
    writer.name("results")
    writer.beginArray()
    var room = AnswerRoom(limits: limits)
    var question = tape.firstChild(requests)
    for index in 0..<tape.childCount(requests) {
      let behind = tape.childCount(requests) - index - 1
      tape.note(element: question, at: index, of: requests)
      let mark = writer.mark
      do throws(APIError) {
        guard !room.isSpent else { throw AnswerRoom.refusal }
        try reader.read(question, defaults: defaults, tape: tape, text: body)
        let answer = try reader.decide(by: authorizer, of: question, tape: tape, text: body)
        answers.write(
          answer,
          to: reader.request,
          by: authorizer,
          atSeconds: seconds,
          into: &writer
        )
        guard room.take(writer.byteCount, behind) else { throw AnswerRoom.refusal }
        answers.count(answer)
      } catch {
        writer.rewind(to: mark)
        if error.code == .undecided { counters.countFault(by: .batch) }
        counters.count(error)
        let position = error.position(by: &places, in: body)
        ErrorAnswer.write(error, at: position, into: &writer)
        room.note(writer.byteCount, behind)
      }
      question = tape.next(question)
    }
    writer.endArray()
    writer.name("revision")
    writer.integer(authorizer.revision)
    writer.endObject()
    writer.move(to: &bytes)
  }

  /// Finds the list of questions and the members of the defaults.
  private func members(
    of body: Span<UInt8>
  ) throws(APIError) -> (requests: Int, defaults: QuestionMembers) {
    guard tape.kind(0) == .object else {
      throw APIError(.wrongType, "expected an object", at: 0, of: tape, in: body)
    }
    var requests: Int?
    var defaultsNode: Int?
    var defaults = QuestionMembers()
    var name = tape.firstChild(0)
    for _ in 0..<tape.childCount(0) {
      let value = tape.next(name)
      if tape.equals(name, of: body, "requests") {
        requests = value
      } else if tape.equals(name, of: body, "defaults") {
        defaultsNode = value
        defaults = try QuestionMembers(of: value, tape: tape, text: body)
      } else {
        throw .unknownMember(
          name: name,
          expected: ["requests", "defaults"],
          tape: tape,
          text: body
        )
      }
      name = tape.next(value)
    }
    guard let requests else { throw APIError(missing: "requests", from: 0, of: tape, in: body) }
    guard tape.kind(requests) == .array else {
      throw APIError(.wrongType, "expected an array", at: requests, of: tape, in: body)
    }
    guard tape.childCount(requests) <= limits.batchRequestCountMax else {
      throw APIError(
        .limitExceeded,
        "a batch has at most \(limits.batchRequestCountMax) questions",
        at: requests,
        of: tape,
        in: body
      )
    }
    if let defaultsNode {
      try RepeatedDefaults(
        byteCount: tape.byteRange(defaultsNode).count,
        questionCount: tape.childCount(requests)
      ).check(limits, at: defaultsNode, of: tape, in: body)
    }
    return (requests, defaults)
  }
}
