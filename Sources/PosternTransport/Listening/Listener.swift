/// One address that the server answers on, and who answers there.
package struct Listener: Sendable {
  /// What a connection may speak.
  package enum Wire: Sendable {
    /// HTTP/2 with prior knowledge; a connection that does not begin with the preface is taken as
    /// HTTP/1.1.
    case http2
    /// HTTP/1.1 only.
    case http1
  }

  /// Where it listens.
  package let address: ListenAddress
  /// What its connections may speak.
  package let wire: Wire
  /// The certificate that it encrypts with; nil means that it does not encrypt.
  package let identity: TLSIdentity?
  /// To whom the file of a Unix socket is given.
  package let owner: FileOwner
  /// Which processes may connect to a Unix socket.
  package let peers: PeerRule
  /// The longest request body, in bytes; a longer one is answered with 413.
  package let bodyByteCountMax: Int
  /// Makes the handler of one event loop, on that loop; the loop's index comes in.
  package let makeHandler: @Sendable (Int) -> any RequestHandler

  /// Describes a listener; nothing is opened yet.
  package init(
    address: ListenAddress,
    wire: Wire,
    identity: TLSIdentity?,
    owner: FileOwner,
    peers: PeerRule,
    bodyByteCountMax: Int,
    makeHandler: @escaping @Sendable (Int) -> any RequestHandler
  ) {
    self.address = address
    self.wire = wire
    self.identity = identity
    self.owner = owner
    self.peers = peers
    self.bodyByteCountMax = bodyByteCountMax
    self.makeHandler = makeHandler
  }
}
