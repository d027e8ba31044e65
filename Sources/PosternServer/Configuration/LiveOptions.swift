import Synchronization

/// The options that hold now: those of the start, with what a reload could change since.
final class LiveOptions: Sendable {
  private let sources: ConfigurationSources
  private let current: Mutex<ServerOptions>

  init(_ options: ServerOptions, sources: ConfigurationSources) {
    self.sources = sources
    current = Mutex(options)
  }

  /// What holds now.
  var options: ServerOptions { current.withLock { $0 } }

  /// Asks all sources again and takes over what a reload can change.
  ///
  /// - Returns: what differs from what holds.
  /// - Throws: everything that is wrong with what the sources say; nothing is changed then.
  func reload() throws(ConfigurationFailure) -> OptionsChange {
    let new = try Configuration(sources).options
    return current.withLock { options in
      let change = OptionsChange(from: options, to: new)
      for setting in Setting.all where setting.isReloadable {
        if let value = setting.value(in: new) { _ = setting.write(value, into: &options) }
      }
      return change
    }
  }
}
