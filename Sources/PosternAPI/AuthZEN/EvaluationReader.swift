import PosternEngine
import PosternModel
import PosternText

/// Turns one evaluation of AuthZEN into an authorization request that it uses again and again.
struct EvaluationReader {
  /// The request that was read last.
  private(set) var request = AuthorizationRequest()
  /// Whether the evaluation asked why: `context.postern.explain`.
  private(set) var asksWhy = false

  private let mapping: AuthZENMapping
  private let limits: Limits
  /// Where the evaluation that was read last stands.
  private var members = EvaluationMembers()
  /// Where the name of its action stands; nil before that was read.
  private var actionName: Int?
  /// Texts of the entity that is being read.
  private var type: [UInt8] = []
  private var id: [UInt8] = []
  /// A value that might tell the time.
  private var time: [UInt8] = []
  /// The name of the property that is being read, those of the objects around it in front.
  private var path: [UInt8] = []
  /// How many bytes the names of properties have, each with those around it: of the evaluation that
  /// is being read, and of all since `begin`.
  private var nameByteCount = 0
  private var nameByteCountOfAll = 0

  init(mapping: AuthZENMapping, limits: Limits) {
    self.mapping = mapping
    self.limits = limits
  }

  /// Begins with another body.
  mutating func begin() {
    nameByteCountOfAll = 0
  }

  /// Reads the evaluation whose members stand on the tape.
  ///
  /// - Throws: the first thing that is wrong; the request then holds nothing of use.
  mutating func read(
    _ members: EvaluationMembers,
    of node: Int,
    tape: JSONTape,
    text: Span<UInt8>
  ) throws(APIError) {
    request.removeAll()
    asksWhy = mapping.explains
    self.members = members
    actionName = nil
    path.removeAll(keepingCapacity: true)
    nameByteCount = 0
    guard let subject = members.subject else {
      throw APIError(missing: "subject", from: node, of: tape, in: text)
    }
    guard let action = members.action else {
      throw APIError(missing: "action", from: node, of: tape, in: text)
    }
    guard let resource = members.resource else {
      throw APIError(missing: "resource", from: node, of: tape, in: text)
    }
    try readSubject(subject, tape, text)
    let actionName = try required("name", of: action, or: members.fallback.action, tape, text)
    try readProperties(of: action, .action, tape, text)
    try readResource(resource, tape, text)
    try readAction(actionName, tape, text)
    if let context = members.context {
      try readMap(context, .context, depth: 0, tape, text)
    }
  }

  /// Turns what the decision point refused about the evaluation that was read last into an error
  /// with its place in the body.
  func error(
    _ fault: RequestFault,
    of node: Int,
    tape: JSONTape,
    text: Span<UInt8>
  ) -> APIError {
    let entries = request.contextEntries.elements
    let entry = fault.entry.flatMap { entries.indices.contains($0) ? entries[$0] : nil }
    let place =
      switch fault.part {
      case .principal: members.subject
      case .action: actionName
      case .resource, .resourceAccount: members.resource
      case .entry: entry?.origin
      }
    var message = fault.code == .badAction ? EvaluationReader.actionExpectation : fault.message
    if let entry {
      let member = tape.pointer(to: entry.origin, of: text)
      let key = request.string(entry.key).prefix(64)
      message = "the member `\(member)` sets the condition key `\(key)`: \(message)"
    }
    return APIError(fault.apiCode, message, at: place ?? node, of: tape, in: text)
  }

  /// What a caller may write, who knows nothing of services.
  private static let actionExpectation =
    "expected the name of an action: printable ASCII characters without blanks, commas and "
    + "colons, or `service:Name`"

  private mutating func readSubject(
    _ node: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    try readEntity(node, or: members.fallback.subject, tape, text)
    guard let rule = mapping.subjects.first(where: { takes($0.type, $0.principal) }) else {
      throw APIError(
        .invalidValue,
        "no rule of the configuration says which principals subjects of this type are",
        at: node,
        of: tape,
        in: text
      )
    }
    request.principal = append(rule.principal)
    try readProperties(of: node, .subject, tape, text)
  }

  private mutating func readResource(
    _ node: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    try readEntity(node, or: members.fallback.resource, tape, text)
    guard let rule = mapping.resources.first(where: { takes($0.type, $0.arn) }) else {
      throw APIError(
        .invalidValue,
        "no rule of the configuration says which ARN resources of this type have",
        at: node,
        of: tape,
        in: text
      )
    }
    request.resource = append(rule.arn)
    try readProperties(of: node, .resource, tape, text)
  }

  /// Reads the action; a bare name belongs to the service that the type of the resource, which was
  /// read last, says.
  private mutating func readAction(
    _ name: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    actionName = name
    let written = tape.string(name, of: text)
    if written.utf8.contains(UInt8(ascii: ":")) {
      request.action = request.append(written)
      return
    }
    let rule = mapping.actions.first { $0.resourceType == "*" || isType($0.resourceType) }
    guard let rule else {
      throw APIError(
        .invalidAction,
        "no rule of the configuration says which service this action belongs to",
        at: name,
        of: tape,
        in: text
      )
    }
    request.action = request.append("\(rule.service):\(written)")
  }

  /// Reads `type` and `id`; neither may be empty, or an entity without a name would be among all
  /// that a pattern like `record/*` grants.
  private mutating func readEntity(
    _ node: Int,
    or fallback: Int?,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    type.removeAll(keepingCapacity: true)
    id.removeAll(keepingCapacity: true)
    let typeName = try required("type", of: node, or: fallback, tape, text)
    tape.appendString(typeName, of: text, to: &type)
    guard !type.isEmpty else { throw empty(typeName, tape, text) }
    let idText = try required("id", of: node, or: fallback, tape, text)
    tape.appendString(idText, of: text, to: &id)
    guard !id.isEmpty else { throw empty(idText, tape, text) }
  }

  private mutating func append(_ template: EntityTemplate) -> TextRange {
    let (type, id) = (type, id)
    return request.append { template.append(type: type.span, id: id.span, to: &$0) }
  }

  /// Whether a rule is about the entity that was read last.
  private func takes(_ ruleType: String, _ template: EntityTemplate) -> Bool {
    (ruleType == "*" || isType(ruleType)) && template.takes(id: id.span)
  }

  private func isType(_ ruleType: String) -> Bool { type.elementsEqual(ruleType.utf8) }

  /// Returns the value of a member that must be a string; the object at `fallback` has it where the
  /// one at `node` has none.
  private func required(
    _ name: StaticString,
    of node: Int,
    or fallback: Int?,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> Int {
    guard tape.kind(node) == .object else {
      throw APIError(.wrongType, "expected an object", at: node, of: tape, in: text)
    }
    let own = EvaluationReader.member(name, of: node, tape, text)
    let value = own ?? fallback.flatMap { EvaluationReader.member(name, of: $0, tape, text) }
    guard let value else {
      throw APIError(missing: name.description, from: node, of: tape, in: text)
    }
    guard tape.kind(value) == .string else {
      throw APIError(.wrongType, "expected a string", at: value, of: tape, in: text)
    }
    guard tape.byteRange(value).count <= limits.textByteCountMax else {
      throw tooLong(value, tape, text)
    }
    return value
  }

  static func member(
    _ name: StaticString,
    of node: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) -> Int? {
    var child = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      let value = tape.next(child)
      if tape.equals(child, of: text, name) { return value }
      child = tape.next(value)
    }
    return nil
  }

  private func empty(_ node: Int, _ tape: JSONTape, _ text: Span<UInt8>) -> APIError {
    APIError(.invalidValue, "expected a text that is not empty", at: node, of: tape, in: text)
  }

  private func tooLong(_ node: Int, _ tape: JSONTape, _ text: Span<UInt8>) -> APIError {
    APIError(
      .limitExceeded,
      "a text has at most \(limits.textByteCountMax) bytes",
      at: node,
      of: tape,
      in: text
    )
  }
}

extension EvaluationReader {
  /// Whose properties become condition keys.
  private enum Owner {
    case subject
    case action
    case resource
    case context

    /// What stands before the property's name in the condition key.
    var keyPrefix: String {
      switch self {
      case .subject: "authzen:subject/"
      case .action: "authzen:action/"
      case .resource: "authzen:resource/"
      case .context: "authzen:context/"
      }
    }
  }

  private mutating func readProperties(
    of node: Int,
    _ owner: Owner,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard let properties = EvaluationReader.member("properties", of: node, tape, text),
      tape.kind(properties) != .null
    else { return }
    try readMap(properties, owner, depth: 0, tape, text)
  }

  /// Adds a condition key for each member; what is inside an object gets the names of both,
  /// `outer/inner`.
  private mutating func readMap(
    _ node: Int,
    _ owner: Owner,
    depth: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard tape.kind(node) == .object else {
      throw APIError(.wrongType, "expected an object", at: node, of: tape, in: text)
    }
    let prefixByteCount = path.count
    var name = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      let value = tape.next(name)
      if owner == .context, depth == 0, tape.equals(name, of: text, "postern") {
        readWish(value, tape, text)
      } else if tape.kind(value) != .null {
        // One buffer for all: a copy of a long name for each name inside it is much work for few
        // bytes.
        tape.appendString(name, of: text, to: &path)
        if tape.kind(value) == .object {
          path.append(UInt8(ascii: "/"))
          try readMap(value, owner, depth: depth + 1, tape, text)
        } else {
          try add(owner, value: value, depth: depth, tape, text)
        }
        path.removeLast(path.count - prefixByteCount)
      }
      name = tape.next(value)
    }
  }

  /// Reads `context.postern`, which is for Postern and no condition key.
  private mutating func readWish(_ node: Int, _ tape: JSONTape, _ text: Span<UInt8>) {
    guard tape.kind(node) == .object,
      let explain = EvaluationReader.member("explain", of: node, tape, text)
    else { return }
    asksWhy = tape.isTrue(explain)
  }

  private mutating func add(
    _ owner: Owner,
    value: Int,
    depth: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    let path = path
    try add(owner.keyPrefix, path, value: value, tape, text)
    // A tag has one value, and no property may make an evaluation fail.
    let isList = tape.kind(value) == .array
    switch owner {
    case .subject where mapping.setsPrincipalTags && depth == 0 && !isList:
      try add("aws:PrincipalTag/", path, value: value, tape, text)
    case .resource where mapping.setsResourceTags && depth == 0 && !isList:
      try add("aws:ResourceTag/", path, value: value, tape, text)
    case .context:
      for rule in mapping.contextKeys
      where path.elementsEqual(rule.member.utf8) && takes(rule, value, tape, text) {
        try add(rule.key, [], value: value, tape, text)
      }
    case .subject, .action, .resource: break
    }
  }

  /// Whether a value can be that of the key that a rule sets.
  private mutating func takes(
    _ rule: AuthZENMapping.ContextKey,
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) -> Bool {
    guard !rule.isSingle || tape.kind(value) != .array else { return false }
    guard let clock = rule.clock else { return true }
    time.removeAll(keepingCapacity: true)
    EvaluationReader.appendScalar(value, tape, text, to: &time)
    return clock.takes(time.span)
  }

  private mutating func add(
    _ keyPrefix: String,
    _ path: [UInt8],
    value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard request.contextEntries.count < limits.contextKeyCountMax,
      keyPrefix.utf8.count + path.count <= limits.textByteCountMax
    else {
      throw APIError(
        .limitExceeded,
        "an evaluation has at most \(limits.contextKeyCountMax) properties, and each name at most "
          + "\(limits.textByteCountMax) bytes",
        at: value,
        of: tape,
        in: text
      )
    }
    try checkNames(keyPrefix.utf8.count + path.count, at: value, tape, text)
    let isList = tape.kind(value) == .array
    if isList {
      try addElements(of: value, tape, text)
    } else {
      try checkRoom(for: 1, of: value, tape, text)
      request.appendValue(try scalar(value, tape, text))
    }
    let key = request.append { bytes in
      bytes.append(contentsOf: keyPrefix.utf8)
      bytes.append(contentsOf: path)
    }
    request.addContextEntry(key: key, isMultivalued: isList, origin: value)
  }

  /// Refuses names that are too long together: an object's own stands in front of each inside it.
  private mutating func checkNames(
    _ byteCount: Int,
    at value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    nameByteCount += byteCount
    nameByteCountOfAll += byteCount
    guard nameByteCount <= limits.requestByteCountMax,
      nameByteCountOfAll <= limits.repeatedByteCountMax
    else {
      throw APIError(
        .limitExceeded,
        "the names of an evaluation's properties, each with those of the objects around it, have "
          + "at most \(limits.requestByteCountMax) bytes together, and those of all evaluations "
          + "\(limits.repeatedByteCountMax)",
        at: value,
        of: tape,
        in: text
      )
    }
  }

  private mutating func addElements(
    of list: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard tape.childCount(list) <= limits.contextValueCountMax else {
      throw APIError(
        .limitExceeded,
        "a property has at most \(limits.contextValueCountMax) values",
        at: list,
        of: tape,
        in: text
      )
    }
    try checkRoom(for: tape.childCount(list), of: list, tape, text)
    var element = tape.firstChild(list)
    for _ in 0..<tape.childCount(list) {
      if tape.kind(element) != .null {
        request.appendValue(try scalar(element, tape, text))
      }
      element = tape.next(element)
    }
  }

  /// Refuses values that are more than those of all properties may be.
  private func checkRoom(
    for valueCount: Int,
    of value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) {
    guard request.values.count + valueCount <= limits.questionValueCountMax else {
      throw APIError(
        .limitExceeded,
        "the properties of an evaluation have at most \(limits.questionValueCountMax) values "
          + "together",
        at: value,
        of: tape,
        in: text
      )
    }
  }

  /// Copies a string, a number by its digits, a boolean by its word; anything else by its JSON,
  /// since no value may make an evaluation fail.
  private mutating func scalar(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>
  ) throws(APIError) -> TextRange {
    guard tape.byteRange(value).count <= limits.textByteCountMax else {
      throw tooLong(value, tape, text)
    }
    return request.append { EvaluationReader.appendScalar(value, tape, text, to: &$0) }
  }

  private static func appendScalar(
    _ value: Int,
    _ tape: JSONTape,
    _ text: Span<UInt8>,
    to bytes: inout [UInt8]
  ) {
    if tape.kind(value) == .string {
      tape.appendString(value, of: text, to: &bytes)
    } else {
      tape.appendRaw(value, of: text, to: &bytes)
    }
  }
}
