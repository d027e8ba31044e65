package import PosternText

/// A text inside a policy, decoded, with the place where it was written.
package struct PolicyString: Hashable, Sendable {
  /// The text with JSON escapes resolved; policy variables and wildcards are untouched.
  package let text: String
  /// Where it is written: of a string, the place of the opening quote.
  package let position: TextPosition

  /// Creates a policy string.
  package init(text: String, position: TextPosition) {
    self.text = text
    self.position = position
  }

  /// Creates a policy string that was written nowhere.
  package init(unplaced text: String) {
    self.init(text: text, position: TextPosition(line: 1, column: 1, byteOffset: 0))
  }
}
