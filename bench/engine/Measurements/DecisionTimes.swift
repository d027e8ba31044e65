import PosternEngine
import PosternModel

/// The time of single decisions, each request in its turn, so that no decision warms the caches for
/// the next.
///
/// The request itself is read before the clock starts: whoever decides has just decoded it. What
/// the snapshot says about it is as cold as the other requests left it.
struct DecisionTimes {
  private static let roundCount = 5

  /// The median of the rounds' medians, in nanoseconds.
  let p50: Int
  /// The median of the rounds' 99th percentiles, in nanoseconds.
  let p99: Int

  /// Measures single decisions.
  init(_ subject: borrowing Subject, phase: DecisionPhase, stopwatch: Stopwatch) throws {
    var medians: [Int] = []
    var tails: [Int] = []
    for _ in 0..<DecisionTimes.roundCount {
      let times = try DecisionTimes.round(subject, phase, stopwatch).sorted()
      medians.append(times[times.count / 2])
      tails.append(times[times.count * 99 / 100])
    }
    p50 = medians.sorted()[medians.count / 2]
    p99 = tails.sorted()[tails.count / 2]
  }

  private static func round(
    _ subject: borrowing Subject,
    _ phase: DecisionPhase,
    _ stopwatch: Stopwatch
  ) throws -> [Int] {
    var times = [Int](repeating: 0, count: subject.requests.count)
    var trace = TracedDecision()
    for place in times.indices {
      Consumer.take(subject.requests.byteSum(place))
      switch phase {
      case .raw:
        times[place] = try stopwatch.nanoseconds { Consumer.take(try subject.decide(place)) }
      case .explained:
        times[place] = try stopwatch.nanoseconds {
          Consumer.take(try subject.explain(place, into: &trace))
        }
      case .resolved:
        times[place] = try subject.withQuestion(place) { evaluator, question in
          stopwatch.nanoseconds { Consumer.take(evaluator.decide(question)) }
        }
      }
    }
    return times
  }

  /// Returns how many decisions a second one core makes, from the bytes of requests, in the best of
  /// the rounds.
  static func decisionsPerSecond(
    _ subject: borrowing Subject,
    stopwatch: Stopwatch
  ) throws -> Int {
    var best = Int.max
    for _ in 0..<roundCount {
      let elapsed = try stopwatch.nanoseconds {
        Consumer.take(try DecisionLoop.run(subject, phase: .raw, roundCount: 1))
      }
      best = min(best, elapsed)
    }
    return subject.requests.count * 1_000_000_000 / max(best, 1)
  }
}
