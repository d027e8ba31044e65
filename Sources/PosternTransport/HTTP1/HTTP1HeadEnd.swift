/// Finds where the head of an HTTP/1.1 request ends, in bytes that come piece by piece.
///
/// The decoder keeps what it has of a line until the line is whole, and does not count blanks; here
/// every byte counts. It also takes lines that end in `RTSP/1.0` or `ICE/1.0`, and does not say so.
struct HTTP1HeadEnd {
  private enum Place {
    /// In front of the request line, where empty lines may stand (RFC 9112 §2.2).
    case start
    case requestLine
    /// In a line behind it, which has nothing in it so far, or has.
    case fieldLine(isEmpty: Bool)
    case end
  }

  private var place = Place.start
  /// The last eight bytes of the request line, carriage returns left out.
  private var lineEnd: UInt64 = 0
  /// The bytes of the head so far; 0 as long as none has begun.
  private(set) var byteCount = 0

  /// Whether a head has begun.
  var hasBegun: Bool { byteCount > 0 }

  /// Goes over bytes up to the end of the head.
  ///
  /// - Parameters:
  ///   - bytes: What has come.
  ///   - lineByteCountMax: The longest request line; the whole head may have twice as much.
  /// - Returns: How many of the bytes belong to the head; 0 when it is whole already.
  /// - Throws: Why the request is refused.
  mutating func advance(
    over bytes: Span<UInt8>,
    lineByteCountMax: Int
  ) throws(TransportRejection) -> Int {
    if case .end = place { return 0 }
    for index in bytes.indices {
      try take(bytes[index], lineByteCountMax: lineByteCountMax)
      if case .end = place { return index + 1 }
    }
    return bytes.count
  }

  private mutating func take(
    _ byte: UInt8,
    lineByteCountMax: Int
  ) throws(TransportRejection) {
    let isLineFeed = byte == UInt8(ascii: "\n")
    let isReturn = byte == UInt8(ascii: "\r")
    if case .start = place {
      if isLineFeed || isReturn { return }
      place = .requestLine
    }
    byteCount += 1
    guard byteCount <= 2 * lineByteCountMax else { throw .headersTooLarge }
    switch place {
    case .start, .end:
      break
    case .requestLine:
      guard byteCount <= lineByteCountMax else { throw .targetTooLong }
      if isLineFeed {
        guard HTTP1HeadEnd.versions.contains(lineEnd) else { throw .malformed }
        place = .fieldLine(isEmpty: true)
      } else if !isReturn {
        lineEnd = lineEnd << 8 | UInt64(byte)
      }
    case .fieldLine(let isEmpty):
      if isLineFeed {
        place = isEmpty ? .end : .fieldLine(isEmpty: true)
      } else if isEmpty, !isReturn {
        place = .fieldLine(isEmpty: false)
      }
    }
  }

  /// The ends of request lines that are taken, as numbers of eight bytes.
  private static let versions = ["HTTP/1.1", "HTTP/1.0"].map { text in
    text.utf8.reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
  }
}
