import COpenSSL

extension ClientCertificate {
  /// Reads the names of the certificate that the client of a session has proved to own; nil when it
  /// showed none.
  init?(of session: OpaquePointer) {
    // SAFETY: the session is alive and owns the certificate. The list of names is ours and freed
    // here; the texts in it are copied before.
    guard let certificate = unsafe SSL_get0_peer_certificate(session) else { return nil }
    var (uris, dnsNames, mailAddresses): ([String], [String], [String]) = ([], [], [])
    var hidesURI = false
    let extensionData = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil)
    let names = OpaquePointer(extensionData)
    defer { unsafe GENERAL_NAMES_free(names) }
    let count = unsafe names == nil ? 0 : postern_names_count(names)
    for index in 0..<max(0, count) {
      var (type, byteCount) = (Int32(0), Int32(0))
      let start = unsafe postern_name_text(names, index, &type, &byteCount)
      let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(byteCount))
      guard let text = unsafe ClientCertificate.printable(bytes) else {
        hidesURI = hidesURI || type == GEN_URI
        continue
      }
      switch type {
      case GEN_URI: uris.append(text)
      case GEN_DNS: dnsNames.append(text)
      case GEN_EMAIL: mailAddresses.append(text)
      default: break
      }
    }
    self.init(
      uris: uris,
      dnsNames: dnsNames,
      mailAddresses: mailAddresses,
      hidesURI: hidesURI,
      signsOthers: unsafe postern_signs_others(certificate) == 1
    )
  }

  /// Whether the client's certificate, if there is one, is valid now.
  ///
  /// A handshake has verified it, but a resumed session brings it along from an earlier one.
  static func isStillValid(of session: OpaquePointer) -> Bool {
    // SAFETY: the session is alive and owns the certificate, which is only looked at.
    guard let certificate = unsafe SSL_get0_peer_certificate(session) else { return true }
    return unsafe X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0
  }

  /// Whether the client's certificate in a session that may be resumed, if there is one, is valid
  /// now.
  static func isStillValid(in session: OpaquePointer?) -> Bool {
    // SAFETY: the caller's session is alive and owns the certificate, which is only looked at.
    guard let session = unsafe session,
      let certificate = unsafe SSL_SESSION_get0_peer(session)
    else { return true }
    return unsafe X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0
  }

  /// A name as text; nil when it has a byte that could make two readers see two names.
  private static func printable(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    // SAFETY: the caller's bytes are alive during the call.
    guard !bytes.isEmpty, unsafe bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return nil
    }
    return unsafe String(decoding: bytes, as: UTF8.self)
  }
}
