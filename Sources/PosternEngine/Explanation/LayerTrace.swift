package import PosternModel

/// One layer that took part in a decision, or one level of it, and the statements that came near.
package struct LayerTrace: Sendable, Equatable {
  /// The layer.
  package let layer: Layer
  /// The level, counted from 0 at the organization's root; nil for layers without levels.
  package let level: Int?
  /// What the layer says by itself: a deny that counts, else an allow, else nothing.
  ///
  /// A level of resource control policies allows whatever it does not deny (E-45), the owner of an
  /// account has every right in it (E-20).
  package let outcome: Decision.Outcome
  /// Whether the layer's policies belong to another account than the caller's; what they say is
  /// then not told to the caller (6.9).
  package let isForeign: Bool
  /// The places of its statements among those of the traced decision.
  package let statements: Range<Int>
}
