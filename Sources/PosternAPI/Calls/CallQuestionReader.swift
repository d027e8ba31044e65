import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText
import PosternTransport

/// Turns the questions of a call into an authorization request that it uses again and again.
///
/// What is refused, and why, is the same as for a question in JSON; a text that is empty counts as
/// left out, since that is how the message's encoding writes it.
struct CallQuestionReader {
  /// The question that was read last.
  var request = AuthorizationRequest()

  let limits: Limits
  private var list: CallQuestionList
  /// Where each context entry came from, for errors.
  private var entryPlaces: [CallEntryPlace] = []
  private var requestTagKeys: [TextRange] = []
  /// The keys in the defaults of the batch that is being read.
  private(set) var defaultKeys = DefaultKeys()
  private var tape = JSONTape()

  init(limits: Limits) {
    self.limits = limits
    list = CallQuestionList(limits: limits)
  }

  /// The number of questions that the call has.
  var count: Int { list.count }
  /// Whether a text of the call has the character NUL, which is refused as in JSON.
  var hasNUL: Bool { list.hasNUL }
  /// What the defaults of the call, which is a batch, cost.
  var repeatedDefaults: RepeatedDefaults {
    RepeatedDefaults(byteCount: list.defaultsByteCount, questionCount: list.count)
  }

  /// Takes a message with one question or a batch of them, by its place in the body of the call.
  ///
  /// - Throws: that it is none.
  mutating func begin(
    _ body: Span<UInt8>,
    at range: Range<Int>,
    isBatch: Bool
  ) throws(CallStatus) {
    do throws(WireFault) {
      try list.read(body, at: range, isBatch: isBatch)
    } catch {
      throw CallMessage.undecodable
    }
    if isBatch { defaultKeys.removeAll() }
    request.begin(with: body)
  }

  /// Reads a question of the call that was taken last; what it leaves out is taken from the
  /// defaults of its batch, and the three maps are merged key by key.
  ///
  /// - Throws: the first thing that is wrong; the request then holds nothing of use.
  mutating func read(_ index: Int) throws(APIError) {
    request.removeAll()
    entryPlaces.removeAll(keepingCapacity: true)
    if !requestTagKeys.isEmpty { requestTagKeys.removeAll(keepingCapacity: true) }
    let own = list.questions[index]
    let defaults = list.defaults
    request.principal = try required(own.principal, defaults.principal, "/principal")
    request.action = try required(own.action, defaults.action, "/action")
    request.resource = try required(own.resource, defaults.resource, "/resource")
    try readAccount(given(own.resourceAccount, defaults.resourceAccount))
    try readExplain(own.explain == 0 ? defaults.explain : own.explain)
    try readMaps(of: own, yieldsToOwn: false)
    try readDefaultMaps()
    try addTagKeys()
  }

  /// Has the question that was read last decided.
  ///
  /// - Throws: what the decision point refuses about it, or that it could not decide.
  func decide(by authorizer: Authorizer) throws(APIError) -> QuestionReader.Answer {
    let answer: QuestionReader.Answer
    do throws(RequestFault) {
      answer = try self.answer(by: authorizer)
    } catch {
      throw self.error(error)
    }
    switch answer.decision.cause {
    case .policy, .unknownPrincipal: return answer
    case .fault: throw APIError(.undecided, "the question could not be decided")
    }
  }

  /// Has the question that was read last answered, whatever the answer is.
  ///
  /// - Throws: what the decision point refuses about the question.
  func answer(by authorizer: Authorizer) throws(RequestFault) -> QuestionReader.Answer {
    switch request.explain {
    case .none, .reason: break
    case .full:
      if let explanation = try authorizer.explain(request) {
        return QuestionReader.Answer(decision: explanation.decision, explanation: explanation)
      }
    }
    return QuestionReader.Answer(decision: try authorizer.authorize(request), explanation: nil)
  }

  private func error(_ fault: RequestFault) -> APIError {
    let entry = fault.entry.flatMap {
      entryPlaces.indices.contains($0) ? self.pointer(to: entryPlaces[$0]) : nil
    }
    return APIError(
      fault.apiCode,
      fault.message,
      pointer: fault.part.pointer ?? entry,
      position: nil
    )
  }

  /// The place of an entry as a pointer (RFC 6901).
  ///
  /// Written out only for an error: pointers for all keys of a question cost many times its
  /// decision.
  private func pointer(to place: CallEntryPlace) -> String {
    guard let key = place.key else { return "\(place.map.pointer)" }
    return "\(place.map.pointer)/\(JSONPointer.escaped(request.string(key)))"
  }

  private func pointer(to place: CallEntryPlace, _ element: Int?) -> String {
    pointer(to: place) + (element.map { "/\($0)" } ?? "")
  }

  private func given(_ own: TextRange, _ standard: TextRange) -> TextRange {
    own.byteCount > 0 ? own : standard
  }

  private func required(
    _ own: TextRange,
    _ standard: TextRange,
    _ pointer: String
  ) throws(APIError) -> TextRange {
    let text = given(own, standard)
    guard text.byteCount > 0 else {
      throw APIError(
        .missingMember,
        "the member `\(pointer.dropFirst())` is missing",
        pointer: pointer,
        position: nil
      )
    }
    return try checked(text, pointer)
  }

  /// Refuses a text that is too long.
  private func checked(
    _ text: TextRange,
    _ pointer: @autoclosure () -> String
  ) throws(APIError) -> TextRange {
    guard text.byteCount <= limits.textByteCountMax else {
      throw APIError(
        .limitExceeded,
        "a value has at most \(limits.textByteCountMax) bytes",
        pointer: pointer(),
        position: nil
      )
    }
    return text
  }

  private mutating func readAccount(_ account: TextRange) throws(APIError) {
    guard account.byteCount > 0 else { return }
    guard account.byteCount == 12, request.text[account.bounds].allSatisfy(\.isDigit) else {
      throw APIError(
        .invalidValue,
        "an account is named by twelve digits",
        pointer: "/resourceAccount",
        position: nil
      )
    }
    request.resourceAccount = account
  }

  private mutating func readExplain(_ level: Int32) throws(APIError) {
    // The numbers of `ExplainLevel`.
    switch level {
    case 0, 2: request.explain = .reason
    case 1: request.explain = .none
    case 3: request.explain = .full
    default:
      throw APIError(
        .invalidValue,
        "the level \(level) of explanations is not known",
        pointer: "/explain",
        position: nil
      )
    }
  }
}

// The three maps that become context.
extension CallQuestionReader {
  /// Adds the entries of the defaults, but for keys that the question has itself.
  private mutating func readDefaultMaps() throws(APIError) {
    let hasOwn = request.contextEntries.count > 0
    if hasOwn, !list.defaults.entries.isEmpty {
      if !defaultKeys.isComplete { addDefaultKeys() }
      defaultKeys.begin(request)
    }
    try readMaps(of: list.defaults, yieldsToOwn: hasOwn)
  }

  /// Looks once at the keys of the defaults.
  private mutating func addDefaultKeys() {
    for index in list.defaults.entries {
      let entry = list.entries[index]
      defaultKeys.add(prefix: entry.map.keyPrefix, entry.key, of: request)
    }
    defaultKeys.complete()
  }

  /// Adds the entries of a question; those of the defaults yield to the question's own.
  private mutating func readMaps(
    of question: CallQuestion,
    yieldsToOwn: Bool
  ) throws(APIError) {
    for index in question.entries {
      if yieldsToOwn, defaultKeys.isNextGiven() { continue }
      let entry = list.entries[index]
      let place = CallEntryPlace(map: entry.map, key: entry.key)
      let key = try key(of: entry, place)
      guard request.contextEntries.count < limits.contextKeyCountMax else {
        throw surplus(place)
      }
      let isMultivalued = try appendValues(entry.value, place)
      switch entry.map {
      case .context, .resourceTags: break
      case .requestTags: requestTagKeys.append(entry.key)
      }
      addEntry(key, isMultivalued: isMultivalued, place)
    }
    if let entry = question.surplus {
      throw surplus(CallEntryPlace(map: entry.map, key: entry.key))
    }
  }

  private func surplus(_ place: CallEntryPlace) -> APIError {
    APIError(
      .limitExceeded,
      "a request has at most \(limits.contextKeyCountMax) condition keys",
      pointer: pointer(to: place),
      position: nil
    )
  }

  /// The condition key of an entry.
  private mutating func key(
    of entry: CallEntry,
    _ place: CallEntryPlace
  ) throws(APIError) -> TextRange {
    guard entry.key.byteCount <= limits.textByteCountMax else {
      throw APIError(
        .limitExceeded,
        "a condition key has at most \(limits.textByteCountMax) bytes",
        pointer: pointer(to: place),
        position: nil
      )
    }
    guard entry.map != .context else { return entry.key }
    return request.append { bytes in
      bytes.append(contentsOf: entry.map.keyPrefix.utf8)
      // A slice of the array would keep a second hold on it, and have all of it copied.
      for index in entry.key.bounds { bytes.append(bytes[index]) }
    }
  }

  private mutating func addEntry(_ key: TextRange, isMultivalued: Bool, _ place: CallEntryPlace) {
    entryPlaces.append(place)
    request.addContextEntry(key: key, isMultivalued: isMultivalued)
  }

  /// Appends what a key holds; returns whether that is a list.
  private mutating func appendValues(
    _ value: CallValue,
    _ place: CallEntryPlace
  ) throws(APIError) -> Bool {
    guard case .list(let elements) = value else {
      try checkRoom(for: 1, place)
      let text = try scalar(value, place, element: nil)
      request.appendValue(text)
      return false
    }
    guard elements.count <= limits.contextValueCountMax else {
      throw APIError(
        .limitExceeded,
        "a condition key has at most \(limits.contextValueCountMax) values",
        pointer: pointer(to: place),
        position: nil
      )
    }
    try checkRoom(for: elements.count, place)
    for index in elements {
      let number = index - elements.lowerBound
      let text = try scalar(list.elements[index], place, element: number)
      request.appendValue(text)
    }
    return true
  }

  /// Refuses values that are more than those of all keys may be.
  @inline(__always)
  private func checkRoom(for valueCount: Int, _ place: CallEntryPlace) throws(APIError) {
    guard request.values.count &+ valueCount <= limits.questionValueCountMax else {
      throw tooManyValues(place)
    }
  }

  @inline(never)
  private func tooManyValues(_ place: CallEntryPlace) -> APIError {
    APIError(
      .limitExceeded,
      "a request has at most \(limits.questionValueCountMax) values of condition keys",
      pointer: pointer(to: place),
      position: nil
    )
  }

  /// The text of a value that is no list; `element` is its number in one.
  private mutating func scalar(
    _ value: CallValue,
    _ place: CallEntryPlace,
    element: Int?
  ) throws(APIError) -> TextRange {
    switch value {
    case .text(let text): return try checked(text, pointer(to: place, element))
    case .boolean(let boolean): return request.append(boolean ? "true" : "false")
    case .integer(let integer): return request.append(String(integer))
    case .number(let digits):
      guard isNumber(digits) else {
        throw APIError(
          .invalidValue,
          "expected the digits of a number as JSON writes it",
          pointer: pointer(to: place, element),
          position: nil
        )
      }
      return try checked(digits, pointer(to: place, element))
    case .list, .none:
      throw APIError(
        .wrongType,
        "expected a text, a number, a boolean or a list of them",
        pointer: pointer(to: place, element),
        position: nil
      )
    }
  }

  private mutating func isNumber(_ digits: TextRange) -> Bool {
    let text = request.text
    do throws(JSONSyntaxError) {
      try tape.scan(text.span.extracting(digits.bounds), rules: .request)
    } catch {
      return false
    }
    return tape.kind(0) == .number && tape.byteRange(0).count == digits.byteCount
  }

  /// Adds `aws:TagKeys` when the request has tags; without any the key is missing, not empty
  /// (C-23).
  private mutating func addTagKeys() throws(APIError) {
    guard !requestTagKeys.isEmpty else { return }
    let place = CallEntryPlace(map: .requestTags, key: nil)
    try checkRoom(for: requestTagKeys.count, place)
    for key in requestTagKeys { request.appendValue(key) }
    let key = request.append("aws:TagKeys")
    addEntry(key, isMultivalued: true, place)
  }
}
