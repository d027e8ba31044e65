/// Somebody who asks: a user, or a session of a role.
struct CallerDraft: Sendable {
  /// The whole name that a request gives.
  let arn: String
  /// The name that folders bear.
  let name: String
  /// The number of the team in its tag.
  let team: Int
  /// The policies that allow and deny, by place.
  let policies: [Int]
  /// The place of the policy that bounds it.
  let boundary: Int?
  /// The place of the session's policy among the session policies.
  let session: Int?
}
