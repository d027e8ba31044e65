package import PosternTransport

/// One place where the process listens, and who may come there.
///
/// The command line and the configuration file both fill it; `validate` says what does not go
/// together.
package struct ListenerOptions: Sendable, Equatable {
  /// Where it listens.
  package var address: ListenAddress
  /// How it encrypts; nil means not at all.
  package var tls: TLSOptions?
  /// Whether other machines may reach it although it does not encrypt (`insecure: true`).
  package var allowsInsecure: Bool
  /// Whether callers may set condition keys that Postern derives itself: for callers that have
  /// verified them.
  ///
  /// Means nothing where no questions are asked.
  package var trustsContext: Bool
  /// To whom the file of a Unix socket is given.
  package var owner: FileOwner
  /// Whether the header fields in which a proxy describes a request are believed
  /// (`trustedProxy: true`): only a proxy may reach such a listener.
  package var trustsProxy: Bool
  /// Which processes may connect to a Unix socket.
  package var peers: PeerRule

  /// Creates a listener without encryption, for whoever can reach its address.
  package init(address: ListenAddress) {
    self.address = address
    tls = nil
    allowsInsecure = false
    trustsContext = false
    owner = .process
    trustsProxy = false
    peers = .everybody
  }

  /// Refuses what does not go together or would be dangerous.
  ///
  /// - Throws: the first thing that is refused.
  package func validate() throws(OptionsError) {
    if let tls { try validate(tls) }
    try validateSocket()
    try validateReach(isLocal: address.isLocal)
  }

  /// Refuses a listener that other machines could reach although it does not encrypt.
  ///
  /// - Throws: `remoteListener`.
  func validateReach(isLocal: Bool) throws(OptionsError) {
    guard isLocal || tls != nil || allowsInsecure else {
      throw OptionsError(
        .remoteListener,
        subject: address.description,
        "other machines could reach this listener, and it neither encrypts nor asks who calls; "
          + "give it a certificate, or say `insecure: true` or `--insecure-listen` when that is "
          + "meant"
      )
    }
  }

  private func validate(_ tls: TLSOptions) throws(OptionsError) {
    guard !tls.certificateFile.isEmpty, !tls.keyFile.isEmpty else {
      throw OptionsError(
        .malformedTLS,
        subject: address.description,
        "TLS needs both a certificate and its key"
      )
    }
    guard (tls.clientAuthorityFile != nil) == (tls.clientCertificates != .none) else {
      throw OptionsError(
        .malformedTLS,
        subject: address.description,
        "client certificates need a file of roots to verify them against, and the other way round"
      )
    }
    guard tls.clients.allowsEverybody || tls.clientCertificates == .required else {
      throw OptionsError(
        .malformedTLS,
        subject: address.description,
        "allowed clients are told by their certificates, so these must be required"
      )
    }
  }

  private func validateSocket() throws(OptionsError) {
    switch address {
    case .tcp:
      guard owner == .process, peers.allowsEverybody else {
        throw OptionsError(
          .notASocket,
          subject: address.description,
          "owners and allowed users are for Unix sockets only"
        )
      }
    case .unix(_, let mode):
      guard mode & ~0o777 == 0, mode & 0o200 != 0 else {
        throw OptionsError(
          .outOfRange,
          subject: address.description,
          "expected the mode of a socket, such as 0600 or 0660"
        )
      }
    case .systemd:
      guard owner == .process else {
        throw OptionsError(
          .notASocket,
          subject: address.description,
          "the service manager has made this socket, so its unit says who owns it"
        )
      }
    }
  }
}
