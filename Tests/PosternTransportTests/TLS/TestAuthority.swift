import Foundation
import PosternTransport

/// A certificate authority of a test, with its files in a folder of its own; `openssl` makes them.
final class TestAuthority: Sendable {
  /// A certificate and its key.
  struct Pair: Sendable {
    let certificateFile: String
    let keyFile: String
  }

  private let folder: URL

  /// The certificate of the authority itself.
  let authorityFile: String

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "postern-\(UUID().uuidString.prefix(13))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    authorityFile = folder.appending(path: "ca.pem").path
    try TestAuthority.openssl([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
      "30", "-subj", "/CN=Test authority", "-keyout", path("ca.key"), "-out", authorityFile,
    ])
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Makes a certificate.
  ///
  /// The names are written as `DNS:localhost,URI:spiffe://example.test/a`. It is valid for so many
  /// days; a negative number makes an old one.
  func issue(_ name: String, names: String, days: Int) throws -> Pair {
    let pair = Pair(certificateFile: path("\(name).pem"), keyFile: path("\(name).key"))
    let extensions = path("\(name).ext")
    try "subjectAltName=\(names)\n".write(toFile: extensions, atomically: true, encoding: .utf8)
    try TestAuthority.openssl([
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=\(name)", "-keyout", pair.keyFile, "-out", path("\(name).csr"),
    ])
    try TestAuthority.openssl([
      "x509", "-req", "-in", path("\(name).csr"), "-CA", authorityFile, "-CAkey", path("ca.key"),
      "-set_serial", "\(UInt32.random(in: 1...UInt32.max))", "-days", "\(days)", "-extfile",
      extensions, "-out", pair.certificateFile,
    ])
    return pair
  }

  /// Describes a listener with a certificate.
  func options(
    _ pair: Pair,
    clients: TLSOptions.ClientCertificates = .none
  ) -> TLSOptions {
    TLSOptions(
      certificateFile: pair.certificateFile,
      keyFile: pair.keyFile,
      clientAuthorityFile: clients == .none ? nil : authorityFile,
      clientCertificates: clients
    )
  }

  private func path(_ name: String) -> String {
    folder.appending(path: name).path
  }

  private static func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
  }

  struct Failure: Error {
    let arguments: [String]
  }
}
