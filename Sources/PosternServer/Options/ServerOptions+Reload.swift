extension ServerOptions {
  /// Returns these options with what a reload can change taken from others.
  package func taking(_ new: ServerOptions) -> ServerOptions {
    var mixed = self
    for setting in Setting.all where setting.isReloadable {
      if let value = setting.value(in: new) { _ = setting.write(value, into: &mixed) }
    }
    mixed.authzen = new.authzen
    mixed.extAuthz = new.extAuthz
    return mixed
  }
}
