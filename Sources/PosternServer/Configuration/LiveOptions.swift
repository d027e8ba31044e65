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
  /// - Throws: everything that is wrong with what the sources say, or with what would hold then;
  ///   nothing is changed.
  func reload() throws(ConfigurationFailure) -> OptionsChange {
    let new = try Configuration(sources).options
    return try current.withLock { (options) throws(ConfigurationFailure) in
      let change = OptionsChange(from: options, to: new)
      let mixed = options.taking(new)
      do throws(OptionsError) {
        // What is live is a mixture of old and new, which may not go together.
        try mixed.validate()
      } catch {
        throw ConfigurationFailure(error)
      }
      options = mixed
      return change
    }
  }
}
