import COpenSSL
import Glibc
import PosternText

/// The files of a listener, on their way into OpenSSL.
enum TLSFiles {
  /// Reads certificate, key and trusted roots into a context.
  ///
  /// - Returns: when the certificate is valid.
  /// - Throws: `certificateRefused` with the first file that cannot be used.
  static func load(
    _ options: TLSOptions,
    into handle: OpaquePointer
  ) throws(TransportError) -> CertificatePeriod {
    for file in [options.certificateFile, options.keyFile, options.clientAuthorityFile] {
      if let file { try checkForm(of: file) }
    }
    // SAFETY: the caller's handle is alive; OpenSSL copies paths and keeps no pointer to them. The
    // callback never follows its pointers.
    ERR_clear_error()
    unsafe SSL_CTX_set_default_passwd_cb(handle, refusePassword)
    guard unsafe SSL_CTX_use_certificate_chain_file(handle, options.certificateFile) == 1 else {
      throw refusal(of: options.certificateFile, "is no certificate in PEM form")
    }
    guard unsafe SSL_CTX_use_PrivateKey_file(handle, options.keyFile, SSL_FILETYPE_PEM) == 1 else {
      throw refusal(of: options.keyFile, "is no private key in PEM form")
    }
    guard unsafe SSL_CTX_check_private_key(handle) == 1 else {
      throw refusal(of: options.keyFile, "is the key of another certificate")
    }
    if let file = options.clientAuthorityFile {
      try unsafe loadAuthorities(file, into: handle)
    }
    return try unsafe period(of: handle, file: options.certificateFile)
  }

  /// Refuses what is no file, such as a pipe: whoever opens one waits for its other end.
  private static func checkForm(of file: String) throws(TransportError) {
    var status = stat()
    // SAFETY: the path is a NUL-terminated copy that lives during the call, the status is a local.
    // What cannot be looked at is left to the library, which says why.
    guard unsafe stat(file, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
    throw refusal(of: file, because: "is not a regular file")
  }

  private static func loadAuthorities(
    _ file: String,
    into handle: OpaquePointer
  ) throws(TransportError) {
    // SAFETY: the context takes the list of names over; the handle is alive.
    guard unsafe SSL_CTX_load_verify_file(handle, file) == 1,
      let names = unsafe SSL_load_client_CA_file(file)
    else { throw refusal(of: file, "holds no certificates in PEM form") }
    unsafe SSL_CTX_set_client_CA_list(handle, names)
    // Whoever put revocation lists beside the roots wants them to be looked at. From then on a
    // client whose issuer has no list that is valid now is refused.
    unsafe postern_tls_check_revocation(handle)
  }

  private static func period(
    of handle: OpaquePointer,
    file: String
  ) throws(TransportError) -> CertificatePeriod {
    // SAFETY: the certificate and its times belong to the context.
    guard let certificate = unsafe SSL_CTX_get0_certificate(handle),
      let start = unsafe seconds(X509_get0_notBefore(certificate)),
      let end = unsafe seconds(X509_get0_notAfter(certificate))
    else { throw refusal(of: file, "does not say when it is valid") }
    return CertificatePeriod(notBeforeSeconds: start, notAfterSeconds: end)
  }

  /// Seconds since 1970; nil for a time that is none.
  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int? {
    // SAFETY: the caller's time is alive; the broken-down times are locals that outlive the calls.
    var moment = unsafe tm()
    var epoch = unsafe tm()
    unsafe epoch.tm_year = 70
    unsafe epoch.tm_mday = 1
    var (days, seconds) = (Int32(0), Int32(0))
    guard unsafe ASN1_TIME_to_tm(time, &moment) == 1,
      unsafe OPENSSL_gmtime_diff(&days, &seconds, &epoch, &moment) == 1
    else { return nil }
    return Int(days) * 86_400 + Int(seconds)
  }

  /// Says what is wrong with a file: what the library has said first, since everything behind that
  /// only follows from it.
  private static func refusal(of file: String, _ sentence: String) -> TransportError {
    let codes = takeErrors()
    let isLocked = codes.contains { isPEM($0, PEM_R_BAD_PASSWORD_READ) }
    let isForeign = codes.contains {
      isX509($0, X509_R_KEY_VALUES_MISMATCH) || isX509($0, X509_R_KEY_TYPE_MISMATCH)
    }
    let first = codes.first ?? 0
    let words =
      if isLocked {
        "is locked with a password, and nobody is there to type it; leave it unlocked and let only "
          + "this process read it"
      } else if isForeign {
        "is the key of another certificate"
      } else if first & systemErrorFlag != 0 {
        "cannot be read: \(systemText(of: Int32(truncatingIfNeeded: first & ~systemErrorFlag)))"
      } else {
        sentence + (text(of: first).map { ": \($0)" } ?? "")
      }
    return refusal(of: file, because: words)
  }

  private static func refusal(of file: String, because words: String) -> TransportError {
    TransportError(
      code: .certificateRefused,
      subject: file,
      message: "the file `\(file.shown)` \(words)"
    )
  }

  /// Marks an error whose reason is a number of the system (`ERR_SYSTEM_ERROR` of OpenSSL).
  private static let systemErrorFlag: UInt = 0x8000_0000

  private static func takeErrors() -> [UInt] {
    var codes: [UInt] = []
    while true {
      let code = ERR_get_error()
      if code == 0 { return codes }
      codes.append(code)
    }
  }

  private static func isPEM(_ code: UInt, _ reason: Int32) -> Bool {
    ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == reason
  }

  private static func isX509(_ code: UInt, _ reason: Int32) -> Bool {
    ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == reason
  }

  private static func text(of code: UInt) -> String? {
    // SAFETY: the library returns a text of its own, which is copied at once.
    unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) }
  }

  private static func systemText(of errorNumber: Int32) -> String {
    // SAFETY: the system returns a text of its own that ends with NUL; it is copied at once.
    unsafe String(cString: strerror(errorNumber)).lowercased()
  }
}

/// Refuses keys with a password: nobody is there who could type it.
private func refusePassword(
  _: UnsafeMutablePointer<CChar>?,
  _: Int32,
  _: Int32,
  _: UnsafeMutableRawPointer?
) -> Int32 {
  -1
}
