import PosternText

/// Where the members of one line of a simulation stand on the tape: those of a question, and what
/// the world around it consists of.
struct SimulationMembers {
  private(set) var question = QuestionMembers()
  private(set) var issuer: Int?
  private(set) var resourceless: Int?
  private(set) var needsResourceGrant: Int?
  private(set) var lenient: Int?
  private(set) var policies: Int?

  /// The members of nothing.
  init() {}

  /// Finds the members of the object that the line is; an unknown one is refused, never dropped.
  init(_ tape: JSONTape, _ line: Span<UInt8>) throws(APIError) {
    var name = tape.firstChild(0)
    for _ in 0..<tape.childCount(0) {
      let value = tape.next(name)
      let isTaken =
        question.take(name: name, value: value, tape: tape, text: line)
        || take(name: name, value: value, tape, line)
      guard isTaken else {
        throw .unknownMember(
          name: name,
          expected: QuestionMembers.names + SimulationMembers.ownNames,
          tape: tape,
          text: line
        )
      }
      name = tape.next(value)
    }
    dropNulls(tape)
  }

  /// Forgets members that may be left out and stand for nothing: a world without an issuer may say
  /// so.
  private mutating func dropNulls(_ tape: JSONTape) {
    func kept(_ node: Int?) -> Int? { node.flatMap { tape.kind($0) == .null ? nil : $0 } }
    question.dropNulls(tape)
    issuer = kept(issuer)
    resourceless = kept(resourceless)
    needsResourceGrant = kept(needsResourceGrant)
    lenient = kept(lenient)
    policies = kept(policies)
  }

  private mutating func take(
    name: Int,
    value: Int,
    _ tape: JSONTape,
    _ line: Span<UInt8>
  ) -> Bool {
    if tape.equals(name, of: line, "policies") {
      policies = value
    } else if tape.equals(name, of: line, "issuer") {
      issuer = value
    } else if tape.equals(name, of: line, "resourceless") {
      resourceless = value
    } else if tape.equals(name, of: line, "needsResourceGrant") {
      needsResourceGrant = value
    } else if tape.equals(name, of: line, "lenient") {
      lenient = value
    } else {
      return tape.equals(name, of: line, "id")
    }
    return true
  }

  private static let ownNames = [
    "id", "issuer", "resourceless", "needsResourceGrant", "lenient", "policies",
  ]
}
