package import PosternText

/// Where a statement stands, for explanations.
package struct StatementDescription: Sendable, Equatable {
  /// The policy: its ARN, or `ARN of the user, group or role` + `#` + name for an inline policy.
  package let policy: String
  /// The statement's own name, nil when it has none.
  package let sid: String?
  /// Its place in the document, counted from 0.
  package let index: Int
  /// The place of its `{` in the document.
  package let position: TextPosition

  /// Creates a description.
  package init(policy: String, sid: String?, index: Int, position: TextPosition) {
    self.policy = policy
    self.sid = sid
    self.index = index
    self.position = position
  }
}
