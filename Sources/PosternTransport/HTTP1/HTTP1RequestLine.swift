import PosternText

/// Reads the request line of HTTP/1.1 byte by byte: a method, a target and a version with one blank
/// between them (RFC 9112 §3).
///
///     POST /v1/authorize HTTP/1.1␍␊
///
/// The method may be any: whether there is something to do with it is said by the resource that is
/// asked for, as on HTTP/2. Of the target it only finds the end.
struct HTTP1RequestLine {
  private enum Place {
    case method
    case target
    /// In the version, with so many bytes behind it.
    case version(Int)
    case end
  }

  private var place = Place.method
  private(set) var methodByteCount = 0
  private(set) var targetByteCount = 0
  /// The version's number in front of the point, and behind it.
  private(set) var version: (major: UInt8, minor: UInt8) = (0, 0)

  /// Whether the line has come to its end.
  var isWhole: Bool {
    if case .end = place { true } else { false }
  }

  /// Takes one more byte of a line that is not whole.
  ///
  /// - Throws: `malformed` as soon as no such line can come of it: who speaks something else, such
  ///   as TLS, has no line end to wait for.
  mutating func take(_ byte: UInt8) throws(TransportRejection) {
    let isBlank = byte == UInt8(ascii: " ")
    switch place {
    case .method:
      if isBlank, methodByteCount > 0 {
        place = .target
      } else {
        guard byte.isTokenCharacter else { throw .malformed }
        methodByteCount += 1
      }
    case .target:
      if isBlank, targetByteCount > 0 {
        place = .version(0)
      } else {
        guard byte > UInt8(ascii: " "), byte != 0x7F else { throw .malformed }
        targetByteCount += 1
      }
    case .version(let index):
      try takeVersion(byte, at: index)
    case .end:
      break
    }
  }

  private mutating func takeVersion(_ byte: UInt8, at index: Int) throws(TransportRejection) {
    let form = HTTP1RequestLine.versionForm
    if form[index] == UInt8(ascii: "0") {
      guard byte.isDigit else { throw .malformed }
      version = (version.minor, byte - UInt8(ascii: "0"))
    } else {
      guard byte == form[index] else { throw .malformed }
    }
    place = index + 1 < form.count ? .version(index + 1) : .end
  }

  /// What a version looks like, up to the end of the line; 0 stands for any digit
  /// (RFC 9112 §2.3).
  private static let versionForm = Array("HTTP/0.0\r\n".utf8)
}
