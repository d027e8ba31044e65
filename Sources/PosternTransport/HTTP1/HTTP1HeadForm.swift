import NIOCore
import PosternText

/// The head of an HTTP/1.1 request in a form that the decoder reads to its end, and what that form
/// does not say.
///
///     came                              given to the decoder
///     FOO /a HTTP/1.2                   POST /a HTTP/1.1
///     connection: upgrade               connection: upgrade
///     upgrade: h2c                      xpgrade: h2c
///
/// The decoder refuses methods and versions that it does not know, and stops behind a head that
/// asks for another protocol, which a server may pass over (RFC 9110 §7.8). Where a body ends
/// depends on none of these, and every field line stays where it is, for the decoder to judge.
struct HTTP1HeadForm {
  /// What the decoder is given.
  private(set) var bytes: ByteBuffer
  /// The name of the method that was sent.
  let method: ByteBuffer
  /// Which of the fields, as the decoder counts them, have the name `upgrade`.
  private(set) var upgradeIndices: [Int] = []
  /// Why the request is refused by its first line; the decoder is given another target then.
  let rejection: TransportRejection?

  /// Takes a whole head.
  /// - Precondition: the line is the first one of the head.
  init(_ head: ByteBuffer, line: HTTP1RequestLine) {
    bytes = head
    var rest = head
    method = rest.readSlice(length: line.methodByteCount) ?? ByteBuffer()
    rejection = HTTP1HeadForm.rejection(method: method, version: line.version)
    let isKnown = Method(method.readableBytesUInt8Span) != .other
    if !isKnown || rejection != nil || line.version.minor > 1 {
      rest.moveReaderIndex(forwardBy: 1)
      let target = rest.readSlice(length: line.targetByteCount) ?? ByteBuffer()
      rest.moveReaderIndex(forwardBy: HTTP1HeadForm.versionByteCount)
      bytes = ByteBuffer()
      bytes.writeImmutableBuffer(isKnown ? method : ByteBuffer(string: "POST"))
      bytes.writeString(" ")
      bytes.writeImmutableBuffer(rejection == nil ? target : ByteBuffer(string: "/"))
      bytes.writeString(line.version == (1, 0) ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n")
      bytes.writeImmutableBuffer(rest)
    }
    renameUpgrades()
  }

  /// The bytes of a version with the blank in front of it and the line's end.
  private static let versionByteCount = " HTTP/1.1\r\n".utf8.count

  private static func rejection(
    method: ByteBuffer,
    version: (major: UInt8, minor: UInt8)
  ) -> TransportRejection? {
    guard version.major == 1 else { return .versionUnknown }
    return method.readableBytesUInt8Span.isEqual(to: "CONNECT") ? .tunnel : nil
  }

  /// Gives fields with the name `upgrade` a name of the same length that means nothing.
  private mutating func renameUpgrades() {
    let head = bytes
    for field in HTTP1HeadForm.upgrades(in: head.readableBytesUInt8Span) {
      bytes.setInteger(UInt8(ascii: "x"), at: head.readerIndex + field.start)
      upgradeIndices.append(field.index)
    }
  }

  /// Where fields with the name `upgrade` begin, and which of all fields they are.
  private static func upgrades(in head: Span<UInt8>) -> [(index: Int, start: Int)] {
    var found: [(index: Int, start: Int)] = []
    var index = 0
    for place in head.indices where head[place] == UInt8(ascii: "\n") {
      if isUpgrade(at: place + 1, of: head) { found.append((index, place + 1)) }
      index += 1
    }
    return found
  }

  /// Whether a field of this name begins here; blanks in front of the colon are for the decoder to
  /// refuse (RFC 9112 §5.1).
  private static func isUpgrade(at start: Int, of span: Span<UInt8>) -> Bool {
    let end = start + upgradeStart.utf8.count
    return end <= span.count
      && span.extracting(start..<end).isEqualIgnoringCase(to: upgradeStart.utf8.span)
  }

  private static let upgradeStart = "upgrade:"
}
