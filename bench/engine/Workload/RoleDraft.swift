/// A role of a workload.
struct RoleDraft: Sendable {
  /// Its name.
  let name: String
  /// The number of the team in its tag.
  let team: Int
  /// The policies that are attached to it, by place.
  let policies: [Int]

  /// The role's whole name.
  var arn: String { "arn:aws:iam::\(Vocabulary.account):role/\(name)" }
}
