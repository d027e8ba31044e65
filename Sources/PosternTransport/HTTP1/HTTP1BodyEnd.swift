import PosternText

/// Finds where the body of an HTTP/1.1 request ends, in bytes that come piece by piece.
///
/// It checks nothing: the decoder reads the same bytes and refuses what is no body. It only has to
/// find the same end for every body that is one (RFC 9112 §6 and §7.1).
struct HTTP1BodyEnd {
  private enum Place {
    /// In bytes of which so many are left, of a body with a length or of a chunk.
    case content(byteCount: Int, isChunk: Bool)
    /// In the size in front of a chunk, which is this as far as it has come.
    case size(Int)
    /// Behind the size, up to the end of its line.
    case afterSize(Int)
    /// Behind the bytes of a chunk, up to the end of the line.
    case afterChunk
    /// In a line behind the last chunk, which has nothing in it so far, or has.
    case trailerLine(isEmpty: Bool)
    case end
  }

  private var place: Place
  /// The digits of the size that is arriving.
  private var digitCount = 0
  /// The bytes of all chunks that were announced so far, as far as their sizes are numbers.
  private(set) var chunkByteCount = 0
  /// The bytes that say nothing: extensions of chunks, and zeros in front of their sizes.
  private(set) var idleByteCount = 0

  /// A body of a known length; 0 when there is none.
  init(byteCount: Int) {
    place = byteCount > 0 ? .content(byteCount: byteCount, isChunk: false) : .end
  }

  /// A body of chunks.
  static let chunked = HTTP1BodyEnd(place: .size(0))

  private init(place: Place) {
    self.place = place
  }

  /// Goes over bytes up to the end of the body, and returns how many of them belong to it; 0 when
  /// the body is whole already.
  mutating func advance(over bytes: Span<UInt8>) -> Int {
    var index = 0
    while index < bytes.count {
      switch place {
      case .end:
        return index
      case .content(let byteCount, let isChunk):
        let count = min(byteCount, bytes.count - index)
        index += count
        if count < byteCount {
          place = .content(byteCount: byteCount - count, isChunk: isChunk)
        } else {
          place = isChunk ? .afterChunk : .end
        }
      case .size, .afterSize, .afterChunk, .trailerLine:
        take(bytes[index])
        index += 1
      }
    }
    return index
  }

  /// Takes one byte of what stands around the chunks.
  private mutating func take(_ byte: UInt8) {
    let isLineFeed = byte == UInt8(ascii: "\n")
    switch place {
    case .size(let size):
      if isLineFeed {
        beginChunk(size)
      } else if let digit = Hex.value(of: byte) {
        digitCount += 1
        if size == 0, digit == 0 { idleByteCount += 1 }
        // A size that is too large for a number is too large for the decoder as well.
        place = .size(size > Int.max >> 5 ? size : size << 4 | Int(digit))
      } else {
        place = .afterSize(size)
      }
    case .afterSize(let size):
      if isLineFeed { beginChunk(size) } else { idleByteCount += 1 }
    case .afterChunk:
      if isLineFeed { place = .size(0) }
    case .trailerLine(let isEmpty):
      if isLineFeed {
        place = isEmpty ? .end : .trailerLine(isEmpty: true)
      } else if byte != UInt8(ascii: "\r") {
        place = .trailerLine(isEmpty: false)
      }
    case .content, .end:
      break
    }
  }

  private mutating func beginChunk(_ size: Int) {
    // What has more digits than a number of 64 bits is for the decoder to refuse.
    if digitCount <= 16 {
      chunkByteCount = chunkByteCount > Int.max - size ? .max : chunkByteCount + size
    }
    digitCount = 0
    place =
      size > 0 ? .content(byteCount: size, isChunk: true) : .trailerLine(isEmpty: true)
  }
}
