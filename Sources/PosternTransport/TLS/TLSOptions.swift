/// How a listener encrypts, and whom it lets in.
package struct TLSOptions: Sendable, Equatable {
  /// Whether a client must show a certificate.
  package enum ClientCertificates: String, Sendable, CaseIterable {
    /// A client is not asked.
    case none
    /// A client is asked; one that shows a certificate must show a good one.
    case optional
    /// A client without a good certificate is refused.
    case required
  }

  /// The file with the certificate of this process and those between it and the root, PEM.
  package var certificateFile: String
  /// The file with the private key of the certificate, PEM, not encrypted.
  package var keyFile: String
  /// The file with the roots that client certificates are verified against, PEM; nil when clients
  /// are not asked for one.
  package var clientAuthorityFile: String?
  /// Whether a client must show a certificate.
  package var clientCertificates: ClientCertificates
  /// Which of the clients with a good certificate may connect.
  package var clients: ClientRule

  /// Creates options that let in every client with a good certificate; a file of roots is needed
  /// exactly when clients are asked for one.
  package init(
    certificateFile: String,
    keyFile: String,
    clientAuthorityFile: String?,
    clientCertificates: ClientCertificates
  ) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
    self.clientAuthorityFile = clientAuthorityFile
    self.clientCertificates = clientCertificates
    clients = .everybody
  }
}
