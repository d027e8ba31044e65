import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText
import PosternTransport

/// The routes of the OpenID AuthZEN Authorization API 1.0 on one event loop.
///
/// A denial is `200 {"decision": false}`; errors are a sentence as plain text, and one of a single
/// evaluation in a list stands in its place. Searches are not offered: an index of every resource
/// would be needed.
struct AuthZENRoutes {
  private let mapping: AuthZENMapping
  private let limits: Limits
  private let counters: PlaneCounters
  private let metadata: AuthZENMetadata?
  private var tape = JSONTape()
  private var reader: EvaluationReader
  private var ids: DecisionIDSequence
  private var scratch: [UInt8] = []

  init(
    mapping: AuthZENMapping,
    limits: Limits,
    ids: DecisionIDSequence,
    counters: PlaneCounters
  ) {
    self.mapping = mapping
    self.limits = limits
    self.ids = ids
    self.counters = counters
    metadata = mapping.baseURL.map(AuthZENMetadata.init)
    reader = EvaluationReader(mapping: mapping, limits: limits)
  }

  /// Returns the route of a request; nil when it is none of AuthZEN's.
  ///
  /// A proxy before this may have taken the path of the address away: both forms are routes.
  // Mutating for no other reason than that a reading method gets a copy of the routes.
  mutating func route(of request: borrowing Request) -> Route? {
    if request.hasPath("/access/v1/evaluation") { return .evaluation }
    if request.hasPath("/access/v1/evaluations") { return .evaluations }
    guard let metadata else { return nil }
    return metadata.route(of: request)
  }

  /// Answers a request to one of the routes.
  mutating func answer(
    _ request: borrowing Request,
    to route: Route,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into response: inout Response
  ) {
    do throws(APIError) {
      if route == .authzenMetadata {
        try answerMetadata(request, into: &response)
      } else {
        try check(request, into: &response)
        try evaluate(
          request.body.span,
          isList: route == .evaluations,
          by: authorizer,
          atSeconds: seconds,
          into: &response
        )
      }
    } catch {
      counters.count(error)
      AuthZENRoutes.write(error, in: request.body.span, into: &response)
    }
  }

  /// Makes the response say an error of the request with the body `text` the way AuthZEN does.
  static func write(_ error: APIError, in text: Span<UInt8>, into response: inout Response) {
    response.status = error.code.status
    response.contentType = .plainText
    response.body.removeAll(keepingCapacity: true)
    response.body.append(contentsOf: error.message.utf8)
    if let position = error.position(in: text) {
      let place = " (line \(position.line), column \(position.column))"
      response.body.append(contentsOf: place.utf8)
    }
  }

  private func answerMetadata(
    _ request: borrowing Request,
    into response: inout Response
  ) throws(APIError) {
    guard request.method == .get || request.method == .head else {
      response.allow = [MethodSet(.get), MethodSet(.head)]
      throw APIError(.methodNotAllowed, "this path takes `GET` and `HEAD` only")
    }
    response.addField("cache-control", "max-age=3600".utf8.span)
    response.body.append(contentsOf: metadata?.body ?? [])
  }

  private func check(
    _ request: borrowing Request,
    into response: inout Response
  ) throws(APIError) {
    guard request.method == .post else {
      response.allow = MethodSet(.post)
      throw APIError(.methodNotAllowed, "this path takes `POST` only")
    }
    // AuthZEN asks for 400 here, not for 415.
    if let fault = JSONMediaType.fault(of: request) {
      throw APIError(.malformedRequest, fault)
    }
  }

  private mutating func evaluate(
    _ body: Span<UInt8>,
    isList: Bool,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into response: inout Response
  ) throws(APIError) {
    var rules = JSONRules.question(
      byteCountMax: isList ? limits.batchByteCountMax : limits.requestByteCountMax
    )
    rules.depthMax = AuthZENRoutes.depthMax
    do {
      try tape.scan(body, rules: rules)
    } catch {
      throw APIError(error)
    }
    authorizer.refresh()
    guard authorizer.isReady else {
      throw APIError(.notReady, "no entities have been loaded yet")
    }
    let members = try EvaluationMembers(of: 0, tape: tape, text: body)
    reader.begin()
    var buffer: [UInt8] = []
    swap(&buffer, &response.body)
    var writer = JSONWriter(reusing: buffer)
    if isList, let list = try items(of: members, body) {
      try evaluate(list, members, body, authorizer, seconds, &writer)
    } else {
      let decision = try evaluate(members, of: 0, body, authorizer, seconds, endsBy: nil, &writer)
      guard writer.byteCount <= limits.answerByteCountMax else {
        throw AnswerRoom.refusal(limits: limits)
      }
      counters.count(decision, by: .authzen)
      response.addField("x-postern-decision-id", scratch.span)
      response.addField("x-postern-revision", String(authorizer.revision).utf8.span)
    }
    response.body = writer.take()
  }

  private static let depthMax = 32

  /// Finds the list of evaluations; nil when there is none, or none in it.
  private func items(
    of members: EvaluationMembers,
    _ body: Span<UInt8>
  ) throws(APIError) -> Int? {
    for node in [members.subject, members.action, members.resource, members.context] {
      if let node, tape.kind(node) != .object {
        throw APIError(.wrongType, "expected an object", at: node, of: tape, in: body)
      }
    }
    guard let list = members.evaluations else { return nil }
    guard tape.kind(list) == .array else {
      throw APIError(.wrongType, "expected an array", at: list, of: tape, in: body)
    }
    guard tape.childCount(list) <= limits.batchRequestCountMax else {
      throw APIError(
        .limitExceeded,
        "at most \(limits.batchRequestCountMax) evaluations in one request",
        at: list,
        of: tape,
        in: body
      )
    }
    try RepeatedDefaults(
      byteCount: members.defaultByteCount(tape),
      questionCount: tape.childCount(list)
    ).check(limits, at: list, of: tape, in: body)
    return tape.childCount(list) == 0 ? nil : list
  }

  private mutating func evaluate(
    _ list: Int,
    _ defaults: EvaluationMembers,
    _ body: Span<UInt8>,
    _ authorizer: Authorizer,
    _ seconds: Int,
    _ writer: inout JSONWriter
  ) throws(APIError) {
    let semantic = try semantic(of: defaults, body)
    writer.beginObject()
    writer.name("evaluations")
    writer.beginArray()
    var room = AnswerRoom(limits: limits)
    var item = tape.firstChild(list)
    for index in 0..<tape.childCount(list) {
      let behind = tape.childCount(list) - index - 1
      tape.note(element: item, at: index, of: list)
      var isAllowed = false
      let mark = writer.mark
      do throws(APIError) {
        guard !room.isSpent else { throw AnswerRoom.refusal }
        let members = try EvaluationMembers(of: item, tape: tape, text: body)
          .filled(from: defaults)
        let decision = try evaluate(
          members,
          of: item,
          body,
          authorizer,
          seconds,
          endsBy: semantic,
          &writer
        )
        guard room.take(writer.byteCount, behind) else { throw AnswerRoom.refusal }
        counters.count(decision, by: .authzen)
        isAllowed = decision.isAllowed
      } catch {
        writer.rewind(to: mark)
        counters.count(error)
        AuthZENRoutes.writeItem(error, into: &writer)
        room.note(writer.byteCount, behind)
      }
      if semantic.ends(with: isAllowed) { break }
      item = tape.next(item)
    }
    writer.endArray()
    writer.endObject()
  }

  private func semantic(
    of members: EvaluationMembers,
    _ body: Span<UInt8>
  ) throws(APIError) -> EvaluationSemantic {
    guard let options = members.options else { return .executeAll }
    guard tape.kind(options) == .object else {
      throw APIError(.wrongType, "expected an object", at: options, of: tape, in: body)
    }
    let value = EvaluationReader.member("evaluations_semantic", of: options, tape, body)
    guard let value, tape.kind(value) != .null else { return .executeAll }
    guard tape.kind(value) == .string,
      let semantic = EvaluationSemantic(rawValue: tape.string(value, of: body))
    else {
      let words = EvaluationSemantic.allCases.map { "`\($0.rawValue)`" }
      throw APIError(
        .invalidValue,
        "expected one of \(words.joined(separator: ", "))",
        at: value,
        of: tape,
        in: body
      )
    }
    return semantic
  }

  private static func writeItem(_ error: APIError, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.name("decision")
    writer.boolean(false)
    writer.name("context")
    writer.beginObject()
    writer.name("error")
    writer.beginObject()
    writer.name("status")
    writer.integer(Int(error.code.status))
    writer.name("message")
    writer.string(error.message)
    writer.endObject()
    writer.endObject()
    writer.endObject()
  }
}

extension AuthZENRoutes {
  /// Decides one evaluation and writes its answer; the decision counts once there is room for it.
  private mutating func evaluate(
    _ members: EvaluationMembers,
    of node: Int,
    _ body: Span<UInt8>,
    _ authorizer: Authorizer,
    _ seconds: Int,
    endsBy semantic: EvaluationSemantic?,
    _ writer: inout JSONWriter
  ) throws(APIError) -> Decision {
    try reader.read(members, of: node, tape: tape, text: body)
    let decision: Decision
    do throws(RequestFault) {
      decision = try authorizer.authorize(reader.request)
    } catch {
      throw reader.error(error, of: node, tape: tape, text: body)
    }
    if case .fault = decision.cause {
      counters.countFault(by: .authzen)
      throw APIError(.undecided, "the evaluation could not be decided")
    }
    scratch.removeAll(keepingCapacity: true)
    ids.next(atSeconds: seconds) { id in scratch.append(contentsOf: id, in: 0..<id.count) }
    writer.beginObject()
    writer.name("decision")
    writer.boolean(decision.isAllowed)
    let end = semantic.flatMap { $0.ends(with: decision.isAllowed) ? $0 : nil }
    if reader.asksWhy || end != nil {
      writer.name("context")
      writer.beginObject()
      if let end {
        writer.name("code")
        writer.string("200")
        writer.name("reason")
        writer.string(end.rawValue)
      }
      if reader.asksWhy { explain(decision, authorizer, &writer) }
      writer.endObject()
    }
    writer.endObject()
    return decision
  }

  private func explain(
    _ decision: Decision,
    _ authorizer: Authorizer,
    _ writer: inout JSONWriter
  ) {
    writer.name("postern")
    writer.beginObject()
    DecisionWriter.writeOutcome(of: decision, into: &writer)
    writer.name("id")
    writer.string(bytes: scratch.span)
    writer.name("revision")
    writer.integer(authorizer.revision)
    var sentence: [UInt8] = []
    DecisionWriter.writeReason(
      for: decision,
      to: reader.request,
      by: authorizer,
      scratch: &sentence,
      into: &writer
    )
    writer.endObject()
  }
}
