/// How far a list of evaluations is answered.
enum EvaluationSemantic: String, CaseIterable {
  /// All of them.
  case executeAll = "execute_all"
  /// Up to the first that is denied.
  case denyOnFirstDeny = "deny_on_first_deny"
  /// Up to the first that is allowed.
  case permitOnFirstPermit = "permit_on_first_permit"

  /// Whether an answer is the last.
  func ends(with isAllowed: Bool) -> Bool {
    switch self {
    case .executeAll: false
    case .denyOnFirstDeny: !isAllowed
    case .permitOnFirstPermit: isAllowed
    }
  }
}
