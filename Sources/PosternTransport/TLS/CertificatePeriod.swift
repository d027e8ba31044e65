/// When a certificate is valid, both ends included, in seconds since 1970.
package struct CertificatePeriod: Sendable, Equatable {
  /// When it begins to be valid.
  package let notBeforeSeconds: Int
  /// When it ends to be valid.
  package let notAfterSeconds: Int
}
