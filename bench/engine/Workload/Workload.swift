/// An account of a fixed size with random policies: what decisions are measured on.
///
/// The same scale gives the same account on every machine.
struct Workload: Sendable {
  /// How large it is.
  let scale: Scale
  /// Its managed policies.
  let policies: [PolicyDraft]
  /// The policies of each group, by place.
  let groups: [[Int]]
  /// Its users.
  let users: [UserDraft]

  /// The policies that a user has through its groups, each once.
  func policies(of user: UserDraft) -> [Int] {
    Set(user.groups.flatMap { groups[$0] }).sorted()
  }

  /// The statements that a user has through its groups.
  func statements(of user: UserDraft) -> [StatementDraft] {
    policies(of: user).flatMap { policies[$0].statements }
  }

  /// The name of the group at this place.
  func groupName(_ place: Int) -> String { "group-\(place)" }

  /// How many statements all policies have.
  var statementCount: Int { policies.reduce(0) { $0 + $1.statements.count } }

  /// How many statements all groups have: a statement counts once for each group that has it.
  var attachedStatementCount: Int {
    groups.joined().reduce(0) { $0 + policies[$1].statements.count }
  }
}
