/// Which part of a decision is measured.
enum DecisionPhase: String, CaseIterable {
  /// From the bytes of a request: every name in it is looked up, then it is decided.
  case raw
  /// Only the deciding: principal, action, resource and context are looked up before.
  case resolved
  /// From the bytes of a request to the decision and everything that led to it, as numbers.
  case explained
}
