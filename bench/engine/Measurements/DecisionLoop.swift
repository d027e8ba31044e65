import PosternEngine
import PosternModel

/// Decides every request so many times and does nothing else.
///
/// Whoever counts instructions or allocations runs the executable twice, with different numbers of
/// rounds: the difference is what the additional decisions cost, exactly, for the processes are
/// alike in everything else.
enum DecisionLoop {
  /// Runs the loop and returns how many decisions were allows.
  static func run(
    _ subject: borrowing Subject,
    phase: DecisionPhase,
    roundCount: Int
  ) throws -> Int {
    var allowCount = 0
    switch phase {
    case .raw:
      for _ in 0..<roundCount {
        for place in subject.requests.indices where try subject.decide(place).isAllowed {
          allowCount += 1
        }
      }
    case .explained:
      var trace = TracedDecision()
      for _ in 0..<roundCount {
        for place in subject.requests.indices
        where try subject.explain(place, into: &trace).isAllowed {
          allowCount += 1
        }
      }
    case .resolved:
      for place in subject.requests.indices {
        try subject.withQuestion(place) { evaluator, question in
          for _ in 0..<roundCount where evaluator.decide(question).isAllowed { allowCount += 1 }
        }
      }
    }
    return allowCount
  }
}
