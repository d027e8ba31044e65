import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText

/// Reads a line of a simulation: a question, and every policy that takes part in deciding it.
struct SimulatedWorldReader {
  /// The line that was read last.
  private(set) var scan: LineScan

  private var members = SimulationMembers()
  private var question: QuestionReader

  init(limits: Limits) {
    scan = LineScan(byteCountMax: limits.lineByteCountMax)
    question = QuestionReader(limits: limits)
  }

  /// Reads one line.
  ///
  /// - Throws: the first thing that is wrong, with its place in the line.
  mutating func read(_ line: Span<UInt8>) throws(APIError) -> SimulatedWorld {
    try scan.scan(line)
    members = try SimulationMembers(scan.tape, line)
    let isResourceless = try flag(members.resourceless, line)
    question.begin(line)
    try question.read(
      members.question,
      of: 0,
      defaults: QuestionMembers(),
      isResourceless: isResourceless,
      tape: scan.tape,
      text: line
    )
    var world = SimulatedWorld()
    world.request = question.request
    try checkPrincipal(world.request.string(world.request.principal), line)
    world.issuer = try issuer(world.request.string(world.request.principal), line)
    world.needsResourceGrant = try flag(members.needsResourceGrant, line)
    world.isLenient = try flag(members.lenient, line)
    if let node = members.policies {
      try SimulatedPoliciesReader(tape: scan.tape).read(node, into: &world, line)
    }
    return world
  }

  /// Turns what the evaluator refused about the question that was read last into an error with its
  /// place in the line.
  func error(_ fault: RequestFault, in line: Span<UInt8>) -> APIError {
    question.error(fault, of: 0, tape: scan.tape, text: line)
  }

  private func flag(_ node: Int?, _ line: Span<UInt8>) throws(APIError) -> Bool {
    guard let node else { return false }
    guard scan.tape.kind(node) == .boolean else {
      throw APIError(.wrongType, "expected true or false", at: node, of: scan.tape, in: line)
    }
    return scan.tape.isTrue(node)
  }

  private func checkPrincipal(_ principal: String, _ line: Span<UInt8>) throws(APIError) {
    guard !SimulatedPrincipal.isNamed(by: principal) else { return }
    throw APIError(
      .invalidPrincipal,
      "expected the ARN of a user, root, role, session or provider, a service's name, a "
        + "provider's name, or `anonymous`",
      at: members.question.principal ?? 0,
      of: scan.tape,
      in: line
    )
  }

  /// The issuer of a session; empty when the line names none.
  private func issuer(_ principal: String, _ line: Span<UInt8>) throws(APIError) -> String {
    guard let node = members.issuer else { return "" }
    guard scan.tape.kind(node) == .string else {
      throw APIError(.wrongType, "expected a string", at: node, of: scan.tape, in: line)
    }
    let issuer = scan.tape.string(node, of: line)
    guard SimulatedPrincipal.isIssuer(issuer) else {
      throw APIError(
        .invalidValue,
        "expected the ARN of a user or of an account's root",
        at: node,
        of: scan.tape,
        in: line
      )
    }
    guard SimulatedPrincipal.isIssued(principal) else {
      throw APIError(
        .invalidValue,
        "only a federated user has an issuer",
        at: node,
        of: scan.tape,
        in: line
      )
    }
    return issuer
  }
}
