/// Which statement of which policy: what every answer says of the one that decided.
package struct StatementPlace: Sendable, Equatable {
  /// The policy: its ARN, or `ARN of the user, group or role` + `#` + name for an inline policy.
  package let policy: String
  /// The statement's own name, nil when it has none.
  package let sid: String?
  /// Its place in the document, counted from 0.
  package let index: Int
}
