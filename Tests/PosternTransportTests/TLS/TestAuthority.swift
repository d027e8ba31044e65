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
  func issue(
    _ name: String,
    names: String,
    days: Int,
    extensions lines: [String] = []
  ) throws -> Pair {
    let (pair, extensions) = try request(name, ["subjectAltName=\(names)"] + lines)
    try TestAuthority.openssl([
      "x509", "-req", "-in", path("\(name).csr"), "-CA", authorityFile, "-CAkey", path("ca.key"),
      "-set_serial", "\(UInt32.random(in: 1...UInt32.max))", "-days", "\(days)", "-extfile",
      extensions, "-out", pair.certificateFile,
    ])
    return pair
  }

  /// Makes a certificate that ends in so many seconds.
  func issue(_ name: String, names: String, seconds: Int) throws -> Pair {
    let (pair, extensions) = try request(name, ["subjectAltName=\(names)"])
    let form = DateFormatter()
    form.dateFormat = "yyyyMMddHHmmss'Z'"
    form.timeZone = TimeZone(identifier: "UTC")
    try TestAuthority.openssl([
      "ca", "-batch", "-config", try register(), "-in", path("\(name).csr"), "-extfile",
      extensions, "-enddate", form.string(from: Date() + TimeInterval(seconds)), "-out",
      pair.certificateFile, "-notext",
    ])
    return pair
  }

  /// Takes certificates back; returns a file with the authority and its list of them.
  func revoke(_ pairs: [Pair]) throws -> String {
    let register = try register()
    for pair in pairs {
      try TestAuthority.openssl(["ca", "-config", register, "-revoke", pair.certificateFile])
    }
    let list = path("list.pem")
    try TestAuthority.openssl(["ca", "-config", register, "-gencrl", "-out", list])
    let both = path("ca-and-list.pem")
    try
      (String(contentsOfFile: authorityFile, encoding: .utf8)
      + String(contentsOfFile: list, encoding: .utf8))
      .write(toFile: both, atomically: true, encoding: .utf8)
    return both
  }

  /// Makes a key, a request and a file of extensions.
  private func request(_ name: String, _ lines: [String]) throws -> (Pair, extensions: String) {
    let pair = Pair(certificateFile: path("\(name).pem"), keyFile: path("\(name).key"))
    let extensions = path("\(name).ext")
    let text = lines.map { $0 + "\n" }.joined()
    try text.write(toFile: extensions, atomically: true, encoding: .utf8)
    try TestAuthority.openssl([
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=\(name)", "-keyout", pair.keyFile, "-out", path("\(name).csr"),
    ])
    return (pair, extensions)
  }

  /// Makes an empty register of what the authority has issued; returns its configuration.
  private func register() throws -> String {
    let name = "register-\(UUID().uuidString.prefix(8))"
    let text = """
      [ca]
      default_ca = here
      [here]
      database = \(path(name + ".txt"))
      new_certs_dir = \(folder.path)
      rand_serial = yes
      certificate = \(authorityFile)
      private_key = \(path("ca.key"))
      default_md = sha256
      default_crl_days = 7
      policy = any
      [any]
      commonName = supplied

      """
    try "".write(toFile: path(name + ".txt"), atomically: true, encoding: .utf8)
    try text.write(toFile: path(name + ".cnf"), atomically: true, encoding: .utf8)
    return path(name + ".cnf")
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
