import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText

/// Reads one question from a message into an authorization request that it uses again and again.
///
/// What is refused, and why, is the same as for a question in JSON; a text that is empty counts as
/// left out, since that is how the message's encoding writes it.
struct CallQuestionReader {
  /// The question that was read last.
  private(set) var request = AuthorizationRequest()

  private let limits: Limits
  /// Where each context entry came from, for errors.
  private var entryPlaces: [CallEntryPlace] = []
  private var requestTagKeys: [TextRange] = []
  private var tape = JSONTape()

  init(limits: Limits) {
    self.limits = limits
  }

  /// Reads a question; what it leaves out is taken from `defaults`, and the three maps are merged
  /// key by key.
  ///
  /// - Throws: the first thing that is wrong; the request then holds nothing of use.
  mutating func read(
    _ own: Postern_V1_AuthorizeRequest,
    defaults: Postern_V1_AuthorizeRequest
  ) throws(APIError) {
    request.removeAll()
    entryPlaces.removeAll(keepingCapacity: true)
    requestTagKeys.removeAll(keepingCapacity: true)
    request.principal = try required(own.principal, defaults.principal, "/principal")
    request.action = try required(own.action, defaults.action, "/action")
    request.resource = try required(own.resource, defaults.resource, "/resource")
    try readAccount(own.resourceAccount.isEmpty ? defaults.resourceAccount : own.resourceAccount)
    try readExplain(own.explain == .unspecified ? defaults.explain : own.explain)
    try readMaps(of: own, ownEntryCount: 0)
    try readMaps(of: defaults, ownEntryCount: request.contextEntries.count)
    addTagKeys()
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

  private func answer(by authorizer: Authorizer) throws(RequestFault) -> QuestionReader.Answer {
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
      entryPlaces.indices.contains($0) ? entryPlaces[$0].pointer : nil
    }
    let (code, pointer): (APIErrorCode, String?) =
      switch fault.code {
      case .badPrincipal: (.invalidPrincipal, "/principal")
      case .badAction: (.invalidAction, "/action")
      case .badResource: (.invalidResource, "/resource")
      case .badContextKey, .listForSingleValue: (.invalidContext, entry)
      case .derivedContextKey: (.derivedKey, entry)
      case .duplicateContextKey: (.duplicateKey, entry)
      case .tooLarge: (.limitExceeded, entry)
      }
    return APIError(code, fault.message, pointer: pointer, position: nil)
  }

  private mutating func required(
    _ own: String,
    _ standard: String,
    _ pointer: String
  ) throws(APIError) -> TextRange {
    let text = own.isEmpty ? standard : own
    guard !text.isEmpty else {
      throw APIError(
        .missingMember,
        "the member `\(pointer.dropFirst())` is missing",
        pointer: pointer,
        position: nil
      )
    }
    return try append(text, pointer)
  }

  private mutating func append(
    _ text: String,
    _ pointer: @autoclosure () -> String
  ) throws(APIError) -> TextRange {
    guard text.utf8.count <= limits.textByteCountMax else {
      throw APIError(
        .limitExceeded,
        "a value has at most \(limits.textByteCountMax) bytes",
        pointer: pointer(),
        position: nil
      )
    }
    return request.append(text)
  }

  private mutating func readAccount(_ account: String) throws(APIError) {
    guard !account.isEmpty else { return }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard account.utf8.count == 12, account.utf8.allSatisfy(digits.contains) else {
      throw APIError(
        .invalidValue,
        "an account is named by twelve digits",
        pointer: "/resourceAccount",
        position: nil
      )
    }
    request.resourceAccount = request.append(account)
  }

  private mutating func readExplain(_ level: Postern_V1_ExplainLevel) throws(APIError) {
    switch level {
    case .unspecified, .reason: request.explain = .reason
    case .none: request.explain = .none
    case .full: request.explain = .full
    case .UNRECOGNIZED(let number):
      throw APIError(
        .invalidValue,
        "the level \(number) of explanations is not known",
        pointer: "/explain",
        position: nil
      )
    }
  }
}

// The three maps that become context.
extension CallQuestionReader {
  private mutating func readMaps(
    of question: Postern_V1_AuthorizeRequest,
    ownEntryCount: Int
  ) throws(APIError) {
    // The maps have no order of their own; with one, the same message always has the same answer.
    for (key, value) in question.context.sorted(by: { $0.key < $1.key }) {
      let place = CallEntryPlace(map: "/context", key: key)
      guard let range = try appendKey(key, prefix: "", ownEntryCount, place) else { continue }
      let isMultivalued = try appendValues(value, place)
      addEntry(range, isMultivalued: isMultivalued, place)
    }
    for (key, value) in question.resourceTags.sorted(by: { $0.key < $1.key }) {
      let place = CallEntryPlace(map: "/resourceTags", key: key)
      let prefix = "aws:ResourceTag/"
      guard let range = try appendKey(key, prefix: prefix, ownEntryCount, place) else { continue }
      request.appendValue(try append(value, place.pointer))
      addEntry(range, isMultivalued: false, place)
    }
    for (key, value) in question.requestTags.sorted(by: { $0.key < $1.key }) {
      let place = CallEntryPlace(map: "/requestTags", key: key)
      let prefix = "aws:RequestTag/"
      guard let range = try appendKey(key, prefix: prefix, ownEntryCount, place) else { continue }
      request.appendValue(try append(value, place.pointer))
      let start = range.start + prefix.utf8.count
      requestTagKeys.append(TextRange(start: start, byteCount: key.utf8.count))
      addEntry(range, isMultivalued: false, place)
    }
  }

  /// Appends a condition key; nil when the question's own entries have it already.
  private mutating func appendKey(
    _ key: String,
    prefix: String,
    _ ownEntryCount: Int,
    _ place: CallEntryPlace
  ) throws(APIError) -> TextRange? {
    guard key.utf8.count <= limits.textByteCountMax else {
      throw APIError(
        .limitExceeded,
        "a condition key has at most \(limits.textByteCountMax) bytes",
        pointer: place.pointer,
        position: nil
      )
    }
    let range = request.append(prefix + key)
    let bytes = request.text.span
    for entry in request.contextEntries.prefix(ownEntryCount)
    where LowercaseText.areEqual(
      bytes.extracting(entry.key.bounds),
      bytes.extracting(range.bounds)
    ) {
      return nil
    }
    guard request.contextEntries.count < limits.contextKeyCountMax else {
      throw APIError(
        .limitExceeded,
        "a request has at most \(limits.contextKeyCountMax) condition keys",
        pointer: place.pointer,
        position: nil
      )
    }
    return range
  }

  private mutating func addEntry(_ key: TextRange, isMultivalued: Bool, _ place: CallEntryPlace) {
    entryPlaces.append(place)
    request.addContextEntry(key: key, isMultivalued: isMultivalued)
  }

  /// Appends what a key holds; returns whether that is a list.
  private mutating func appendValues(
    _ value: Postern_V1_ContextValue,
    _ place: CallEntryPlace
  ) throws(APIError) -> Bool {
    guard case .list(let list)? = value.kind else {
      request.appendValue(try appendScalar(value, place.pointer))
      return false
    }
    guard list.values.count <= limits.contextValueCountMax else {
      throw APIError(
        .limitExceeded,
        "a condition key has at most \(limits.contextValueCountMax) values",
        pointer: place.pointer,
        position: nil
      )
    }
    for (index, element) in list.values.enumerated() {
      request.appendValue(try appendScalar(element, "\(place.pointer)/\(index)"))
    }
    return true
  }

  private mutating func appendScalar(
    _ value: Postern_V1_ContextValue,
    _ pointer: @autoclosure () -> String
  ) throws(APIError) -> TextRange {
    switch value.kind {
    case .text(let text): return try append(text, pointer())
    case .boolean(let boolean): return request.append(boolean ? "true" : "false")
    case .integer(let integer): return request.append(String(integer))
    case .number(let digits):
      guard isNumber(digits) else {
        throw APIError(
          .invalidValue,
          "expected the digits of a number as JSON writes it",
          pointer: pointer(),
          position: nil
        )
      }
      return try append(digits, pointer())
    case .list, nil:
      throw APIError(
        .wrongType,
        "expected a text, a number, a boolean or a list of them",
        pointer: pointer(),
        position: nil
      )
    }
  }

  private mutating func isNumber(_ digits: String) -> Bool {
    do throws(JSONSyntaxError) {
      try tape.scan(digits.utf8.span, rules: .request)
    } catch {
      return false
    }
    return tape.kind(0) == .number && tape.byteRange(0).count == digits.utf8.count
  }

  /// Adds `aws:TagKeys` when the request has tags; without any the key is missing, not empty
  /// (C-23).
  private mutating func addTagKeys() {
    guard !requestTagKeys.isEmpty else { return }
    for key in requestTagKeys { request.appendValue(key) }
    let key = request.append("aws:TagKeys")
    addEntry(key, isMultivalued: true, CallEntryPlace(map: "/requestTags", key: nil))
  }
}
