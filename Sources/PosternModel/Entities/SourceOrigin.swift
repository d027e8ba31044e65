package import PosternText

/// Where a text that the user wrote comes from, for errors: a file and the place its first
/// character has in it.
package struct SourceOrigin: Hashable, Sendable {
  /// The path as the user gave it, or a description such as `<request>`.
  package let file: String
  /// The place of the first character in that file.
  package let position: TextPosition
  /// Whether positions inside the text count from `position` on: true for a document that stands
  /// verbatim in the file, false for one that was re-encoded (YAML, or JSON inside a JSON string).
  package let isVerbatim: Bool

  /// Creates an origin from its three parts.
  package init(file: String, position: TextPosition, isVerbatim: Bool) {
    self.file = file
    self.position = position
    self.isVerbatim = isVerbatim
  }
}
