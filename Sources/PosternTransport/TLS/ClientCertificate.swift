/// Whom a verified client certificate names.
///
/// Only subject alternative names count; a common name identifies nobody (RFC 9525 §2). A name that
/// is not printable ASCII is left out.
package struct ClientCertificate: Sendable, Equatable {
  /// The URIs, in the order of the certificate.
  package let uris: [String]
  /// The DNS names, in the order of the certificate.
  package let dnsNames: [String]
  /// The mail addresses, in the order of the certificate.
  package let mailAddresses: [String]
  /// Whether one more URI was left out.
  package let hidesURI: Bool
  /// Whether it may sign certificates or revocation lists: then it is an authority's own.
  package let signsOthers: Bool

  /// Creates the names of a certificate.
  package init(
    uris: [String],
    dnsNames: [String],
    mailAddresses: [String],
    hidesURI: Bool = false,
    signsOthers: Bool
  ) {
    self.uris = uris
    self.dnsNames = dnsNames
    self.mailAddresses = mailAddresses
    self.hidesURI = hidesURI
    self.signsOthers = signsOthers
  }

  /// The SPIFFE id; nil unless it is well formed and the certificate's one and only URI
  /// (X.509-SVID §2), and the certificate signs no others (§5.2).
  package var spiffeID: String? {
    guard uris.count == 1, let uri = uris.first, !hidesURI, !signsOthers,
      SPIFFEName.isWorkload(uri)
    else { return nil }
    return uri
  }
}
