/// A session of a role, with one policy that it was made with.
struct SessionDraft: Sendable {
  /// The place of its role.
  let role: Int
  /// Its own name.
  let name: String
  /// The place of its policy among the session policies.
  let policy: Int
}
