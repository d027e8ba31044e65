/// Who is at the other end of a connection, as far as the connection itself proves it.
///
/// One object for all requests of a connection, handed to handlers with each of them.
package final class Peer: Sendable {
  /// The process; nil unless it came over a Unix socket.
  package let process: ProcessCredentials?
  /// The names in the certificate that the client has proved to own; nil when it showed none.
  package let certificate: ClientCertificate?
  /// Whether the connection is encrypted.
  package let isEncrypted: Bool

  /// Describes a peer.
  package init(
    process: ProcessCredentials?,
    certificate: ClientCertificate?,
    isEncrypted: Bool
  ) {
    self.process = process
    self.certificate = certificate
    self.isEncrypted = isEncrypted
  }
}
