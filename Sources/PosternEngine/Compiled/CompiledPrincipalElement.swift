/// The `Principal` or `NotPrincipal` element of a statement, ready to be laid out.
package struct CompiledPrincipalElement: Hashable, Sendable {
  /// Whether it is `NotPrincipal`.
  package let isNegated: Bool
  /// The entries.
  package let entries: [CompiledPrincipal]

  /// Creates an element.
  package init(isNegated: Bool, entries: [CompiledPrincipal]) {
    self.isNegated = isNegated
    self.entries = entries
  }
}
