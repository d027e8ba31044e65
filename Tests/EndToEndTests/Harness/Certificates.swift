import Foundation
import Testing

/// A certificate authority and certificates of a test, made by `openssl` in a folder of their own.
final class Certificates {
  private let scratch: Scratch

  /// The certificate of the authority.
  let authority: String

  init() throws {
    scratch = try Scratch()
    authority = scratch.url("ca.pem").path
    try run([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
      "30", "-subj", "/CN=Test authority", "-keyout", key("ca"), "-out", authority,
    ])
  }

  /// Makes a certificate, or makes it again under the same name; one of days below 0 has ended.
  func issue(
    _ name: String,
    names: String = "DNS:localhost,IP:127.0.0.1",
    serial: Int,
    days: Int = 7
  ) throws {
    let (request, extensions) = (scratch.url("\(name).csr").path, scratch.url("\(name).ext").path)
    try "subjectAltName=\(names)\n".write(toFile: extensions, atomically: true, encoding: .utf8)
    try run([
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=\(name)", "-keyout", key(name), "-out", request,
    ])
    try run([
      "x509", "-req", "-in", request, "-CA", authority, "-CAkey", key("ca"), "-set_serial",
      "\(serial)", "-days", "\(days)", "-extfile", extensions, "-out", certificate(name),
    ])
  }

  /// The file of a certificate.
  func certificate(_ name: String) -> String { scratch.url("\(name).pem").path }

  /// The file of its key.
  func key(_ name: String) -> String { scratch.url("\(name).key").path }

  /// The arguments that make a sidecar encrypt with a certificate.
  func flags(_ name: String) -> [String] {
    ["--decisions-certificate", certificate(name), "--decisions-key", key(name)]
  }

  private func run(_ arguments: [String]) throws {
    let command = try Command.run(["openssl"] + arguments)
    try #require(command.status == 0, "\(command.complaints)")
  }
}
