package import PosternModel

/// What an import holds contents to.
package struct ImportRules: Sendable {
  /// The bounds of every input.
  package var limits: Limits
  /// The bounds of an account's entities.
  package var quotas: AccountQuotas
  /// Whether decisions evaluate permissions boundaries.
  ///
  /// As long as they do not, a boundary is refused: one that is loaded and ignored would allow what
  /// its author forbade.
  package var enforcesPermissionsBoundaries: Bool

  /// Creates rules.
  package init(limits: Limits, quotas: AccountQuotas, enforcesPermissionsBoundaries: Bool) {
    self.limits = limits
    self.quotas = quotas
    self.enforcesPermissionsBoundaries = enforcesPermissionsBoundaries
  }
}
