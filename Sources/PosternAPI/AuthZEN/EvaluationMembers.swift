import PosternText

/// Where the members of one evaluation stand on the tape; nil for one that was left out or is null.
struct EvaluationMembers {
  private(set) var subject: Int?
  private(set) var action: Int?
  private(set) var resource: Int?
  private(set) var context: Int?
  private(set) var evaluations: Int?
  private(set) var options: Int?
  /// The objects that stand in for what these lack of a type, an id or a name.
  private(set) var fallback = Fallback()

  /// Where the defaults of a list stand, for an item that has objects of its own.
  struct Fallback {
    fileprivate(set) var subject: Int?
    fileprivate(set) var action: Int?
    fileprivate(set) var resource: Int?
  }

  /// No members.
  init() {}

  /// Finds the members of the object at `node`; those with other names are ignored, as AuthZEN
  /// asks.
  init(of node: Int, tape: JSONTape, text: Span<UInt8>) throws(APIError) {
    guard tape.kind(node) == .object else {
      throw APIError(.wrongType, "expected an object", at: node, of: tape, in: text)
    }
    var name = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      let value = tape.next(name)
      if tape.kind(value) != .null { take(name: name, value: value, tape: tape, text: text) }
      name = tape.next(value)
    }
  }

  /// How many bytes the objects have that may stand in for those of the items of a list.
  func defaultByteCount(_ tape: JSONTape) -> Int {
    [subject, action, resource, context]
      .reduce(0) { sum, node in sum + (node.map { tape.byteRange($0).count } ?? 0) }
  }

  /// Returns these members, and those of `defaults` where one was left out.
  ///
  /// An object of an item replaces the default as a whole, but for what every object must have:
  /// that is taken from the default where the item says none (certification scenario, section
  /// 3.2.7).
  func filled(from defaults: EvaluationMembers) -> EvaluationMembers {
    var filled = self
    filled.subject = subject ?? defaults.subject
    filled.action = action ?? defaults.action
    filled.resource = resource ?? defaults.resource
    filled.context = context ?? defaults.context
    filled.fallback = Fallback(
      subject: defaults.subject,
      action: defaults.action,
      resource: defaults.resource
    )
    return filled
  }

  private mutating func take(name: Int, value: Int, tape: JSONTape, text: Span<UInt8>) {
    if tape.equals(name, of: text, "subject") {
      subject = value
    } else if tape.equals(name, of: text, "action") {
      action = value
    } else if tape.equals(name, of: text, "resource") {
      resource = value
    } else if tape.equals(name, of: text, "context") {
      context = value
    } else if tape.equals(name, of: text, "evaluations") {
      evaluations = value
    } else if tape.equals(name, of: text, "options") {
      options = value
    }
  }
}
