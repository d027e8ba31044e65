package import PosternModel

/// What an import holds contents to.
package struct ImportRules: Sendable {
  /// The bounds of every input.
  package var limits: Limits
  /// The bounds of an account's entities.
  package var quotas: AccountQuotas

  /// Creates rules.
  package init(limits: Limits, quotas: AccountQuotas) {
    self.limits = limits
    self.quotas = quotas
  }
}
