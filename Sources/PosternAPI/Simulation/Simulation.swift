import PosternDecisionPoint
import PosternEngine
package import PosternModel
import PosternPolicy
import PosternText

/// Decides questions that bring their whole world along, a line of JSON each.
///
/// Nothing of a line is remembered for the next one but storage, and what its policies say.
package struct Simulation: LineAnswering {
  private let limits: Limits
  private let secondsSinceEpoch: () -> Int
  private let cache: PolicyCache
  private var reader: SimulatedWorldReader
  private var scratch: [UInt8] = []

  /// Creates a simulation.
  ///
  /// - Parameters:
  ///   - limits: the bounds of lines, documents and questions.
  ///   - secondsSinceEpoch: the clock for questions that do not say what time it is.
  package init(limits: Limits, secondsSinceEpoch: @escaping () -> Int) {
    self.limits = limits
    self.secondsSinceEpoch = secondsSinceEpoch
    cache = PolicyCache(limits: limits)
    reader = SimulatedWorldReader(limits: limits)
  }

  /// Decides one line and appends the decision, or why there is none.
  package mutating func answer(
    _ line: Span<UInt8>,
    number: Int,
    into bytes: inout [UInt8]
  ) -> LineOutcome {
    var writer = JSONWriter()
    let outcome: LineOutcome
    do throws(APIError) {
      outcome = try decide(line, number: number, into: &writer)
    } catch {
      reader.scan.write(error, in: line, number: number, into: &writer)
      outcome = .failed
    }
    writer.move(to: &bytes)
    return outcome
  }

  private mutating func decide(
    _ line: Span<UInt8>,
    number: Int,
    into writer: inout JSONWriter
  ) throws(APIError) -> LineOutcome {
    let world: SimulatedWorld
    do {
      world = try reader.read(line)
    } catch {
      throw error.placed(onLine: number, in: line)
    }
    let snapshot: PolicySnapshot
    do {
      snapshot = try Simulator(limits: limits, cache: cache).prepare(world, revision: 0)
    } catch {
      throw APIError(error)
    }
    let explanation: Explanation
    do {
      var trace = TracedDecision()
      try Evaluator(snapshot: snapshot.compiled, limits: limits).explain(
        world.request,
        secondsSinceEpoch: secondsSinceEpoch(),
        trustsContext: true,
        into: &trace
      )
      // Whoever brings the policies of both accounts along may read both.
      explanation = Explanation(
        trace,
        by: snapshot,
        principal: world.request.string(world.request.principal),
        withholdsForeign: false
      )
    } catch {
      throw reader.error(error, in: line).placed(onLine: number, in: line)
    }
    switch explanation.decision.cause {
    case .policy, .unknownPrincipal: break
    case .fault: throw APIError(.undecided, "the question could not be decided")
    }
    write(explanation, of: world.request, into: &writer)
    return explanation.decision.isAllowed ? .answered : .denied
  }

  private mutating func write(
    _ explanation: Explanation,
    of request: borrowing AuthorizationRequest,
    into writer: inout JSONWriter
  ) {
    let decision = explanation.decision
    writer.beginObject()
    reader.scan.writeID(into: &writer)
    DecisionWriter.writeOutcome(of: decision, into: &writer)
    switch request.explain {
    case .none: break
    case .reason, .full:
      DecisionWriter.writeReason(explanation, to: request, scratch: &scratch, into: &writer)
    }
    switch request.explain {
    case .none, .reason: break
    case .full: TraceWriter.write(explanation, into: &writer)
    }
    writer.endObject()
  }
}
