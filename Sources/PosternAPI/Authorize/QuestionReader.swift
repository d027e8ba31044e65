import PosternEngine
import PosternModel
import PosternText

/// Reads one question from JSON into an authorization request that it uses again and again.
///
/// Names and values stay where they stand in the text, numbers by their exact digits; only what has
/// escapes is decoded behind it. Nothing is allocated once the request has grown to the size of
/// ordinary questions.
struct QuestionReader {
  /// The question that was read last.
  var request = AuthorizationRequest()

  let limits: Limits
  private var members = QuestionMembers()
  private var defaults = QuestionMembers()
  /// The keys in the defaults of the batch that is being read.
  private(set) var defaultKeys = DefaultKeys()
  /// The names of the request's tags, until they become the values of `aws:TagKeys`.
  private var requestTagKeys: [TextRange] = []

  init(limits: Limits) {
    self.limits = limits
  }

  /// Takes the text that the next questions stand in.
  ///
  /// - Complexity: O(n), one copy.
  mutating func begin(_ text: Span<UInt8>) {
    request.begin(with: text)
  }

  /// Takes the text of a batch, all of whose questions are read with the same defaults.
  ///
  /// - Complexity: O(n), one copy.
  mutating func beginBatch(_ text: Span<UInt8>) {
    begin(text)
    defaultKeys.removeAll()
  }

  /// Reads the question at `node`; a member that it leaves out is taken from `defaults`.
  ///
  /// The three maps (context, resourceTags, requestTags) are merged key by key, and the question's
  /// own keys win.
  /// - Precondition: `text` is the one that `begin` took last.
  /// - Throws: the first thing that is wrong, with its place; the request then holds nothing of
  ///   use.
  mutating func read(
    _ node: Int,
    defaults: QuestionMembers,
    tape: JSONTape,
    text: Span<UInt8>
  ) throws(APIError) {
    let members = try QuestionMembers(of: node, tape: tape, text: text)
    try read(
      members,
      of: node,
      defaults: defaults,
      isResourceless: false,
      tape: tape,
      text: text
    )
  }

  /// Reads a question whose members were found before, in the object at `node`.
  ///
  /// A question without a resource may leave it out, and is about `*` whatever it says.
  /// - Throws: as for a question that is an object of its own.
  mutating func read(
    _ members: QuestionMembers,
    of node: Int,
    defaults: QuestionMembers,
    isResourceless: Bool,
    tape: JSONTape,
    text: Span<UInt8>
  ) throws(APIError) {
    request.removeAll()
    if !requestTagKeys.isEmpty { requestTagKeys.removeAll(keepingCapacity: true) }
    self.defaults = defaults
    self.members = members

    request.principal = try principal(of: node, tape, text)
    request.action = try required(
      members.action ?? defaults.action,
      "action",
      of: node,
      tape,
      text
    )
    let resource = members.resource ?? defaults.resource
    if !isResourceless || resource != nil {
      request.resource = try required(resource, "resource", of: node, tape, text)
    }
    if isResourceless { request.resource = request.append("*") }
    if let account = members.resourceAccount ?? defaults.resourceAccount {
      request.resourceAccount = try accountID(account, tape, text)
    }
    if let explain = members.explain ?? defaults.explain {
      request.explain = try explainLevel(explain, tape, text)
    }
    try readMaps(of: members, yieldsToOwn: false, tape, text)
    try readDefaultMaps(tape, text)
    try addTagKeys(tape, text)
  }

  /// Turns what the decision point refused into an error with its place in the body.
  func error(
    _ error: RequestFault,
    of node: Int,
    tape: JSONTape,
    text: Span<UInt8>
  ) -> APIError {
    let entries = request.contextEntries.elements
    let entryNode = error.entry.flatMap { entries.indices.contains($0) ? entries[$0].origin : nil }
    let place =
      switch error.part {
      case .principal: members.principal ?? defaults.principal
      case .action: members.action ?? defaults.action
      case .resource: members.resource ?? defaults.resource
      case .resourceAccount: members.resourceAccount ?? defaults.resourceAccount
      case .entry: entryNode
      }
    return APIError(error.apiCode, error.message, at: place ?? node, of: tape, in: text)
  }

  private mutating func principal(
    of node: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> TextRange {
    guard let principal = members.principal ?? defaults.principal else {
      throw APIError(missing: "principal", from: node, of: tape, in: text)
    }
    guard tape.kind(principal) == .object else { return try string(principal, tape, text) }
    var name = tape.firstChild(principal)
    for _ in 0..<tape.childCount(principal) {
      for form in QuestionReader.laterPrincipalForms where tape.equals(name, of: text, form) {
        throw APIError(
          .notSupported,
          "a principal as `\(form)` is not supported yet, name it by its ARN",
          at: principal,
          of: tape,
          in: text
        )
      }
      name = tape.next(tape.next(name))
    }
    throw APIError(.wrongType, "expected a principal's ARN", at: principal, of: tape, in: text)
  }

  private static let laterPrincipalForms: [StaticString] = [
    "accessKeyId", "signedRequest", "presigned",
  ]

  private mutating func required(
    _ value: Int?,
    _ name: String,
    of node: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> TextRange {
    guard let value else { throw APIError(missing: name, from: node, of: tape, in: text) }
    return try string(value, tape, text)
  }

  private mutating func accountID(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> TextRange {
    let range = try string(value, tape, text)
    guard range.byteCount == 12, request.text[range.bounds].allSatisfy(\.isDigit) else {
      throw APIError(
        .invalidValue,
        "an account is named by twelve digits",
        at: value,
        of: tape,
        in: text
      )
    }
    return range
  }

  private func explainLevel(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> ExplainLevel {
    guard tape.kind(value) == .string else {
      throw APIError(.wrongType, "expected a string", at: value, of: tape, in: text)
    }
    if tape.equals(value, of: text, "reason") { return .reason }
    if tape.equals(value, of: text, "none") { return .none }
    if tape.equals(value, of: text, "full") { return .full }
    throw APIError(
      .invalidValue,
      "expected one of `none`, `reason`, `full`",
      at: value,
      of: tape,
      in: text
    )
  }

  private mutating func string(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> TextRange {
    guard tape.kind(value) == .string else {
      throw APIError(.wrongType, "expected a string", at: value, of: tape, in: text)
    }
    return try scalar(value, tape, text)
  }

  /// The text of a string, a number by its digits or a boolean by its word.
  @inline(__always)
  private mutating func scalar(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> TextRange {
    let bytes = tape.byteRange(value)
    guard bytes.count <= limits.textByteCountMax else {
      throw tooLong("a value", value, tape, text)
    }
    guard tape.hasEscapes(value) else {
      return TextRange(bytes)
    }
    return request.append { tape.appendString(value, of: text, to: &$0) }
  }

  // Errors are made apart, for what makes none to be small enough to be inlined.
  @inline(never)
  private func tooLong(
    _ subject: String,
    _ node: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) -> APIError {
    APIError(
      .limitExceeded,
      "\(subject) has at most \(limits.textByteCountMax) bytes",
      at: node,
      of: tape,
      in: text
    )
  }
}

extension QuestionReader {
  /// One of the three maps that become context.
  private enum Map {
    case context
    case resourceTags
    case requestTags

    /// What stands before the map's own key in the condition key.
    var keyPrefix: String {
      switch self {
      case .context: ""
      case .resourceTags: "aws:ResourceTag/"
      case .requestTags: "aws:RequestTag/"
      }
    }
  }

  /// Adds the entries of the defaults, but for keys that the question has itself.
  private mutating func readDefaultMaps(
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    let hasOwn = request.contextEntries.count > 0
    if hasOwn, defaults.hasMaps {
      if !defaultKeys.isComplete { addDefaultKeys(tape, text) }
      defaultKeys.begin(request)
    }
    try readMaps(of: defaults, yieldsToOwn: hasOwn, tape, text)
  }

  /// Looks once at the keys of the defaults, in the order in which their entries are read.
  private mutating func addDefaultKeys(_ tape: JSONTape, _ text: Span<UInt8>) {
    let maps: [(map: Map, node: Int?)] = [
      (.context, defaults.context), (.resourceTags, defaults.resourceTags),
      (.requestTags, defaults.requestTags),
    ]
    var bytes: [UInt8] = []
    for (map, node) in maps {
      // What is no object is refused where it is read.
      guard let node, tape.kind(node) == .object else { continue }
      var name = tape.firstChild(node)
      for _ in 0..<tape.childCount(node) {
        bytes.removeAll(keepingCapacity: true)
        tape.appendString(name, of: text, to: &bytes)
        defaultKeys.add(prefix: map.keyPrefix, bytes.span)
        name = tape.next(tape.next(name))
      }
    }
    defaultKeys.complete()
  }

  /// Adds the entries of the three maps; those of the defaults yield to the question's own.
  private mutating func readMaps(
    of members: QuestionMembers,
    yieldsToOwn: Bool,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    if let node = members.context {
      try read(.context, at: node, yieldsToOwn: yieldsToOwn, tape, text)
    }
    if let node = members.resourceTags {
      try read(.resourceTags, at: node, yieldsToOwn: yieldsToOwn, tape, text)
    }
    if let node = members.requestTags {
      try read(.requestTags, at: node, yieldsToOwn: yieldsToOwn, tape, text)
    }
  }

  private mutating func read(
    _ map: Map,
    at node: Int,
    yieldsToOwn: Bool,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard tape.kind(node) == .object else {
      throw APIError(.wrongType, "expected an object", at: node, of: tape, in: text)
    }
    var name = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      let value = tape.next(name)
      if !yieldsToOwn || !defaultKeys.isNextGiven() {
        let key = try key(name, of: map, tape, text)
        try addEntry(key, of: map, value: value, tape, text)
      }
      name = tape.next(value)
    }
  }

  @inline(__always)
  private mutating func key(
    _ name: Int,
    of map: Map,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> TextRange {
    let bytes = tape.byteRange(name)
    guard bytes.count <= limits.textByteCountMax else {
      throw tooLong("a condition key", name, tape, text)
    }
    if map == .context && !tape.hasEscapes(name) {
      return TextRange(bytes)
    }
    return request.append { bytes in
      bytes.append(contentsOf: map.keyPrefix.utf8)
      tape.appendString(name, of: text, to: &bytes)
    }
  }

  @inline(__always)
  private mutating func addEntry(
    _ key: TextRange,
    of map: Map,
    value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard request.contextEntries.count < limits.contextKeyCountMax else {
      throw tooManyKeys(value, tape, text)
    }
    try checkRoom(for: tape.kind(value) == .array ? 0 : 1, of: value, tape, text)
    switch map {
    case .context:
      try readContextValue(value, tape, text)
    case .resourceTags:
      request.appendValue(try string(value, tape, text))
    case .requestTags:
      request.appendValue(try string(value, tape, text))
      let prefixByteCount = map.keyPrefix.utf8.count
      requestTagKeys.append(
        TextRange(
          start: key.start + prefixByteCount,
          byteCount: key.byteCount - prefixByteCount
        )
      )
    }
    request.addContextEntry(
      key: key,
      isMultivalued: tape.kind(value) == .array,
      origin: value
    )
  }

  /// Refuses values that are more than those of all keys may be, with the place of the key.
  @inline(__always)
  private func checkRoom(
    for valueCount: Int,
    of value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard request.values.count &+ valueCount <= limits.questionValueCountMax else {
      throw tooManyValues(value, tape, text)
    }
  }

  @inline(never)
  private func tooManyValues(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) -> APIError {
    APIError(
      .limitExceeded,
      "a request has at most \(limits.questionValueCountMax) values of condition keys",
      at: value,
      of: tape,
      in: text
    )
  }

  @inline(never)
  private func tooManyKeys(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) -> APIError {
    APIError(
      .limitExceeded,
      "a request has at most \(limits.contextKeyCountMax) condition keys",
      at: value,
      of: tape,
      in: text
    )
  }

  @inline(__always)
  private mutating func readContextValue(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    switch tape.kind(value) {
    case .string, .number, .boolean: request.appendValue(try scalar(value, tape, text))
    case .array: try readList(value, tape, text)
    case .null, .object: throw noValue(value, tape, text)
    }
  }

  @inline(never)
  private func noValue(_ node: Int, _ tape: JSONTape, _ text: Span<UInt8>) -> APIError {
    APIError(
      .wrongType,
      "expected a string, a number, a boolean or an array of them",
      at: node,
      of: tape,
      in: text
    )
  }

  private mutating func readList(
    _ list: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard tape.childCount(list) <= limits.contextValueCountMax else {
      throw APIError(
        .limitExceeded,
        "a condition key has at most \(limits.contextValueCountMax) values",
        at: list,
        of: tape,
        in: text
      )
    }
    try checkRoom(for: tape.childCount(list), of: list, tape, text)
    var element = tape.firstChild(list)
    for _ in 0..<tape.childCount(list) {
      switch tape.kind(element) {
      case .string, .number, .boolean:
        request.appendValue(try scalar(element, tape, text))
      case .null, .array, .object:
        throw APIError(
          .wrongType,
          "expected a string, a number or a boolean",
          at: element,
          of: tape,
          in: text
        )
      }
      element = tape.next(element)
    }
  }

  /// Adds `aws:TagKeys` when the request has tags; without any the key is missing, not empty
  /// (C-23).
  private mutating func addTagKeys(_ tape: JSONTape, _ text: Span<UInt8>) throws(APIError) {
    guard !requestTagKeys.isEmpty else { return }
    let origin = members.requestTags ?? defaults.requestTags ?? 0
    try checkRoom(for: requestTagKeys.count, of: origin, tape, text)
    for key in requestTagKeys { request.appendValue(key) }
    let key = request.append("aws:TagKeys")
    request.addContextEntry(key: key, isMultivalued: true, origin: origin)
  }
}
