/// The `Action` or `NotAction` element of a statement.
package struct ActionElement: Sendable {
  /// Whether it is `NotAction`: it matches when none of its entries does.
  package let isNegated: Bool
  /// The entries as written; a single text is a list of one (G-20).
  package let entries: [PolicyString]

  /// Creates the element.
  package init(isNegated: Bool, entries: [PolicyString]) {
    self.isNegated = isNegated
    self.entries = entries
  }
}
