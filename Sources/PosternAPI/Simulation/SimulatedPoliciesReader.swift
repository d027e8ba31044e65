import PosternDecisionPoint
import PosternModel
import PosternText

/// Reads the policies of a simulated question, layer by layer.
struct SimulatedPoliciesReader {
  private let tape: JSONTape

  init(tape: JSONTape) {
    self.tape = tape
  }

  /// Reads the object `policies` of a line into a world.
  ///
  /// `null` says the same as leaving the layer out.
  /// - Throws: the first thing that is wrong; the documents themselves are not looked at.
  func read(
    _ node: Int,
    into world: inout SimulatedWorld,
    _ line: Span<UInt8>
  ) throws(APIError) {
    guard tape.kind(node) == .object else {
      throw APIError(.wrongType, "expected an object", at: node, of: tape, in: line)
    }
    var name = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      let value = tape.next(name)
      try readLayer(name, value, into: &world, line)
      name = tape.next(value)
    }
  }

  private func readLayer(
    _ name: Int,
    _ value: Int,
    into world: inout SimulatedWorld,
    _ line: Span<UInt8>
  ) throws(APIError) {
    if tape.equals(name, of: line, "identity") {
      world.identity = try policies(value, at: "/policies/identity", line) ?? []
    } else if tape.equals(name, of: line, "boundary") {
      world.boundary = try policies(value, at: "/policies/boundary", line) ?? []
    } else if tape.equals(name, of: line, "session") {
      world.session = try policies(value, at: "/policies/session", line)
    } else if tape.equals(name, of: line, "resource") {
      world.resource = try policies(value, at: "/policies/resource", line)
    } else if tape.equals(name, of: line, "scp") {
      world.scp = try levels(value, at: "/policies/scp", line)
    } else if tape.equals(name, of: line, "rcp") {
      world.rcp = try levels(value, at: "/policies/rcp", line)
    } else if tape.equals(name, of: line, "gateway") {
      world.gateway = try policies(value, at: "/policies/gateway", line) ?? []
    } else {
      throw .unknownMember(
        name: name,
        expected: ["identity", "boundary", "session", "resource", "scp", "rcp", "gateway"],
        tape: tape,
        text: line
      )
    }
  }

  private func levels(
    _ node: Int,
    at pointer: String,
    _ line: Span<UInt8>
  ) throws(APIError) -> [[SimulatedWorld.Policy]]? {
    guard tape.kind(node) != .null else { return nil }
    guard tape.kind(node) == .array else {
      throw APIError(.wrongType, "expected an array of levels", at: node, of: tape, in: line)
    }
    var levels: [[SimulatedWorld.Policy]] = []
    var level = tape.firstChild(node)
    for index in 0..<tape.childCount(node) {
      guard let policies = try policies(level, at: "\(pointer)/\(index)", line) else {
        throw wrongList(level, line)
      }
      levels.append(policies)
      level = tape.next(level)
    }
    return levels
  }

  private func policies(
    _ node: Int,
    at pointer: String,
    _ line: Span<UInt8>
  ) throws(APIError) -> [SimulatedWorld.Policy]? {
    guard tape.kind(node) != .null else { return nil }
    guard tape.kind(node) == .array else { throw wrongList(node, line) }
    var policies: [SimulatedWorld.Policy] = []
    policies.reserveCapacity(tape.childCount(node))
    var element = tape.firstChild(node)
    for index in 0..<tape.childCount(node) {
      policies.append(try policy(element, at: "\(pointer)/\(index)/document", line))
      element = tape.next(element)
    }
    return policies
  }

  private func policy(
    _ node: Int,
    at pointer: String,
    _ line: Span<UInt8>
  ) throws(APIError) -> SimulatedWorld.Policy {
    guard tape.kind(node) == .object else {
      throw APIError(.wrongType, "expected an object", at: node, of: tape, in: line)
    }
    var policyName: String?
    var text: String?
    var name = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      let value = tape.next(name)
      if tape.equals(name, of: line, "name") {
        guard tape.kind(value) == .string else {
          throw APIError(.wrongType, "expected a string", at: value, of: tape, in: line)
        }
        policyName = tape.string(value, of: line)
      } else if tape.equals(name, of: line, "document") {
        text = try DocumentMember.text(value, tape, line)
      } else {
        throw .unknownMember(
          name: name,
          expected: ["name", "document"],
          tape: tape,
          text: line
        )
      }
      name = tape.next(value)
    }
    guard let policyName else { throw APIError(missing: "name", from: node, of: tape, in: line) }
    guard let text else { throw APIError(missing: "document", from: node, of: tape, in: line) }
    return SimulatedWorld.Policy(name: policyName, text: text, origin: origin(pointer))
  }

  /// Positions in a document count from the document's own beginning.
  private func origin(_ pointer: String) -> SourceOrigin {
    SourceOrigin(
      file: pointer,
      position: TextPosition(line: 1, column: 1, byteOffset: 0),
      isVerbatim: false
    )
  }

  private func wrongList(_ node: Int, _ line: Span<UInt8>) -> APIError {
    APIError(.wrongType, "expected an array of policies", at: node, of: tape, in: line)
  }
}
