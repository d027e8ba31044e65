/// A user of a workload.
struct UserDraft: Sendable {
  /// Its name.
  let name: String
  /// The number of the team in its tag.
  let team: Int
  /// The groups it is in, by place.
  let groups: [Int]
  /// The place of the policy that bounds it; most have none.
  let boundary: Int?

  /// The user's whole name.
  var arn: String { "arn:aws:iam::\(Vocabulary.account):user/\(name)" }
}
