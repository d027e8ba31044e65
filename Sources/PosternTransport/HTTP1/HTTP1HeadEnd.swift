/// Finds where the head of an HTTP/1.1 request ends, in bytes that come piece by piece.
///
/// The decoder keeps what it has of a line until the line is whole, and does not count blanks; here
/// every byte counts.
struct HTTP1HeadEnd {
  private enum Place {
    case requestLine
    /// In a line behind it, which has nothing in it so far, or has.
    case fieldLine(isEmpty: Bool)
    case end
  }

  private var place = Place.requestLine
  /// The request line, as far as it has come.
  private(set) var line = HTTP1RequestLine()
  /// The bytes of the head so far.
  private(set) var byteCount = 0

  /// Whether a head has begun.
  var hasBegun: Bool { byteCount > 0 }

  /// Whether the head has come to its end.
  var isWhole: Bool {
    if case .end = place { true } else { false }
  }

  /// How many bytes stand in front of a request line in empty lines (RFC 9112 §2.2).
  static func emptyByteCount(of bytes: Span<UInt8>) -> Int {
    var count = 0
    while count < bytes.count, bytes[count] == UInt8(ascii: "\r") || bytes[count] == lineFeed {
      count += 1
    }
    return count
  }

  /// Goes over bytes up to the end of the head.
  ///
  /// - Parameters:
  ///   - bytes: What has come behind `byteCount`.
  ///   - lineByteCountMax: The longest request line; the whole head may have twice as much.
  /// - Throws: Why the request is refused.
  mutating func advance(
    over bytes: Span<UInt8>,
    lineByteCountMax: Int
  ) throws(TransportRejection) {
    for index in bytes.indices {
      if case .end = place { return }
      try take(bytes[index], lineByteCountMax: lineByteCountMax)
    }
  }

  private mutating func take(
    _ byte: UInt8,
    lineByteCountMax: Int
  ) throws(TransportRejection) {
    byteCount += 1
    guard byteCount <= 2 * lineByteCountMax else { throw .headersTooLarge }
    switch place {
    case .requestLine:
      guard byteCount <= lineByteCountMax else { throw .targetTooLong }
      try line.take(byte)
      if line.isWhole { place = .fieldLine(isEmpty: true) }
    case .fieldLine(let isEmpty):
      if byte == HTTP1HeadEnd.lineFeed {
        place = isEmpty ? .end : .fieldLine(isEmpty: true)
      } else if isEmpty, byte != UInt8(ascii: "\r") {
        place = .fieldLine(isEmpty: false)
      }
    case .end:
      break
    }
  }

  private static let lineFeed = UInt8(ascii: "\n")
}
