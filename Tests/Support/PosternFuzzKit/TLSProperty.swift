import Foundation
import PosternTransport

/// What holds for every connection of TLS, whatever its client sends before it knows a key.
///
/// The first byte of an input says where the rest is cut into pieces.
package enum TLSProperty {
  /// A hello that asks for everything is answered with the certificate, once or after a retry.
  private static let outputByteCountMax = 16_384

  private static let identity = Result { try makeIdentity() }

  /// Sends an input to a new session and reads all that comes out of it.
  package static func check(_ input: [UInt8]) throws(BrokenProperty) {
    guard let form = input.first else { return }
    guard let session = try? identity.get().makeSession() else {
      throw BrokenProperty("there is no session")
    }
    let bytes = input.dropFirst()
    let pieceByteCount = form == 0 ? bytes.count : Int(form)
    var (output, sent) = (0, bytes.startIndex)
    while sent < bytes.endIndex {
      let end = min(bytes.endIndex, sent + pieceByteCount)
      let hadFailed = session.phase == .failed
      session.receive(Array(bytes[sent..<end]).span)
      sent = end
      let (count, plaintext) = (session.takeOutput { _ in }, plaintextByteCount(of: session))
      output += count
      try BrokenProperty.require(plaintext == 0, "a client without a key has sent plaintext")
      try BrokenProperty.require(!hadFailed || count == 0, "a session goes on after a failure")
      try BrokenProperty.require(
        output <= outputByteCountMax,
        "\(output) bytes of output for \(sent) bytes of input"
      )
      try BrokenProperty.require(
        session.phase == .handshaking || session.phase == .failed,
        "a client without a key is let in"
      )
    }
    session.close()
  }

  private static func plaintextByteCount(of session: TLSSession) -> Int {
    var storage = [UInt8](repeating: 0, count: 4_096)
    // SAFETY: the span stands for the whole array, which nobody else has while the closure runs.
    return unsafe storage.withUnsafeMutableBytes { buffer in
      var span = unsafe OutputRawSpan(buffer: buffer, initializedCount: 0)
      let count = session.takePlaintext(into: &span)
      _ = unsafe span.finalize(for: buffer)
      return count
    }
  }

  /// Makes a certificate that is its own authority; `openssl` writes it to a folder that is removed
  /// at once, since the files are read only once.
  private static func makeIdentity() throws -> TLSIdentity {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "postern-\(UUID().uuidString.prefix(13))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (certificate, key) = (
      folder.appending(path: "server.pem").path, folder.appending(path: "server.key").path
    )
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=localhost", "-keyout", key, "-out", certificate,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try TLSIdentity(
      TLSOptions(
        certificateFile: certificate,
        keyFile: key,
        clientAuthorityFile: certificate,
        clientCertificates: .optional
      ),
      protocols: .http2AndHTTP1
    )
  }
}
