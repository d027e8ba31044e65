/// An account of a fixed size with random policies: what decisions are measured on.
///
/// The same scale gives the same account on every machine.
struct Workload: Sendable {
  /// How large it is.
  let scale: Scale
  /// Its managed policies.
  var policies: [PolicyDraft]
  /// The policies of each group, by place.
  var groups: [[Int]]
  /// Its users.
  var users: [UserDraft]
  /// What the workload X has besides.
  var layers = LayerDrafts()

  /// A user as somebody who asks.
  func caller(_ user: UserDraft) -> CallerDraft {
    CallerDraft(
      arn: user.arn,
      name: user.name,
      team: user.team,
      policies: Set(user.groups.flatMap { groups[$0] }).sorted(),
      boundary: user.boundary,
      session: nil
    )
  }

  /// A session as somebody who asks.
  func caller(_ session: SessionDraft) -> CallerDraft {
    let role = layers.roles[session.role]
    return CallerDraft(
      arn: "arn:aws:sts::\(Vocabulary.account):assumed-role/\(role.name)/\(session.name)",
      name: role.name,
      team: role.team,
      policies: role.policies,
      boundary: nil,
      session: session.policy
    )
  }

  /// The statements that somebody's own policies have.
  func statements(of caller: CallerDraft) -> [StatementDraft] {
    caller.policies.flatMap { policies[$0].statements }
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
