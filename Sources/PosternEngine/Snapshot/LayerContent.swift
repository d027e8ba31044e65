/// What one layer of policies brings to a decision, as the compiler describes it.
package enum LayerContent: Sendable, Hashable {
  /// The layer does not take part.
  case absent
  /// The layer takes part and has no statements: it neither refuses nor allows anything.
  case silent
  /// The layer is the decision set with this number.
  case set(Int)
}
