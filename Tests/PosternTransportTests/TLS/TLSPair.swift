import NIOCore
import PosternTransport

/// A client and a session that get each other's bytes.
final class TLSPair {
  let client: TLSClient
  let session: TLSSession
  /// What the session has decrypted.
  private(set) var received: [UInt8] = []

  init(_ identity: TLSIdentity, _ options: TLSClient.Options) throws {
    client = try TLSClient(options)
    guard let session = identity.makeSession() else { throw TLSClient.NoMemory() }
    self.session = session
  }

  /// Carries bytes to and fro, so many at a time, until neither side has any.
  func exchange(pieceByteCount: Int = .max) {
    while true {
      let asked = client.takeOutput()
      for piece in TLSPair.pieces(of: asked, pieceByteCount) {
        session.receive(piece.span)
        readPlaintext()
      }
      let answered = takeOutput()
      for piece in TLSPair.pieces(of: answered, pieceByteCount) {
        client.receive(piece)
      }
      if asked.isEmpty, answered.isEmpty { return }
    }
  }

  func send(_ bytes: [UInt8]) {
    session.send(bytes.span)
  }

  func takeReceived() -> [UInt8] {
    defer { received = [] }
    return received
  }

  private func readPlaintext() {
    var count = 0
    repeat {
      var buffer = ByteBuffer()
      buffer.writeWithOutputRawSpan(minimumWritableBytes: 4_096) { span in
        count = session.takePlaintext(into: &span)
      }
      received += buffer.readableBytesView
    } while count > 0
  }

  private func takeOutput() -> [UInt8] {
    var buffer = ByteBuffer()
    _ = session.takeOutput { buffer.writeBytes($0) }
    return Array(buffer.readableBytesView)
  }

  private static func pieces(of bytes: [UInt8], _ byteCount: Int) -> [[UInt8]] {
    guard byteCount < bytes.count else { return bytes.isEmpty ? [] : [bytes] }
    return stride(from: 0, to: bytes.count, by: byteCount).map {
      Array(bytes[$0..<min($0 + byteCount, bytes.count)])
    }
  }
}
