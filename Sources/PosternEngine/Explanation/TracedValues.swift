/// The values that a condition looked at, copied out of the request for an explanation.
package struct TracedValues: Sendable, Equatable {
  /// Whether the key is multivalued (C-30).
  package let isList: Bool
  /// How many values there are; a list may have none (C-23).
  package let count: Int
  /// The first `Excerpt.valueCountMax` of them, each as an excerpt.
  package let excerpts: [String]

  /// Creates a copy of values.
  package init(isList: Bool, count: Int, excerpts: [String]) {
    self.isList = isList
    self.count = count
    self.excerpts = excerpts
  }
}
