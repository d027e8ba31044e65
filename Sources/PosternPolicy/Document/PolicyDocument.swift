/// A policy document as a tree: what was written, decoded and in order, with positions.
///
/// A tree exists only for a document that was understood as a whole; nothing in it was dropped but
/// elements without meaning for decisions (an operator with no keys, G-24).
package struct PolicyDocument: Sendable {
  /// The version of the language (table 1.2): the only difference is whether `${…}` is a variable
  /// (V-01).
  package enum Version: String, Sendable {
    /// Variables are plain text.
    case v2008 = "2008-10-17"
    /// Variables are replaced.
    case v2012 = "2012-10-17"
  }

  /// The version that holds for evaluation: `v2008` when the document does not say.
  package let version: Version
  /// The `Id` element, without meaning for decisions.
  package let id: String?
  /// At least one statement, in the order of the text.
  package let statements: [Statement]

  /// Whether variables in resources are replaced before the sixth part too: a customer's document
  /// has none there, and read leniently such an entry cannot be evaluated (V-04).
  package var allowsHeadVariables = false

  /// Creates a document.
  package init(version: Version, id: String?, statements: [Statement]) {
    self.version = version
    self.id = id
    self.statements = statements
  }

  /// Whether `${…}` is a variable in this document (V-01).
  package var allowsVariables: Bool { version == .v2012 }
}
