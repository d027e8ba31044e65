import PosternEngine
import PosternModel

/// An account with one user, who has one decision set: for tests of how a set is laid out.
enum OneUser {
  /// The ARN of the user.
  static let arn = "arn:aws:iam::123456789012:user/ada"

  /// Makes the account.
  ///
  /// - Parameters:
  ///   - set: what the user has.
  ///   - actions: the patterns that the set was built with.
  /// - Returns: an evaluator for it.
  static func evaluator(
    with set: DecisionSet,
    actions: ActionPatternIndex
  ) -> PosternEngine.Evaluator {
    var contents = SnapshotContents()
    contents.sets = DecisionSets([set])
    contents.principals = [
      PrincipalEntry(
        form: .user,
        lookup: .name(arn),
        arn: arn,
        name: "ada",
        uniqueID: "",
        issuer: "",
        sets: [0],
        boundary: .absent,
        session: .absent,
        scp: nil,
        tags: []
      )
    ]
    let snapshot = Snapshot(
      contents,
      actions: actions,
      keys: ConditionKeyIndex(),
      older: nil,
      shared: []
    )
    return PosternEngine.Evaluator(snapshot: snapshot, limits: .standard)
  }
}
