/// What differs between options that hold and options that were read again.
package struct OptionsChange: Sendable, Equatable {
  /// The changed options that take effect at once.
  package private(set) var applied: [String]
  /// The changed options that take effect with the next start.
  package private(set) var pending: [String]

  /// Compares.
  package init(from old: ServerOptions, to new: ServerOptions) {
    let changed = Setting.all.filter { $0.value(in: old) != $0.value(in: new) }
    applied = changed.filter(\.isReloadable).map(\.path)
    pending = changed.filter { !$0.isReloadable }.map(\.path)
    if old.decisionListeners != new.decisionListeners { pending.append("decisions") }
    if old.diagnosticsListener != new.diagnosticsListener { pending.append("diagnostics") }
    if old.authzen != new.authzen { applied.append("authzen") }
    if old.extAuthz != new.extAuthz { applied.append("proxies") }
  }

  /// Whether nothing differs.
  package var isEmpty: Bool { applied.isEmpty && pending.isEmpty }
}
