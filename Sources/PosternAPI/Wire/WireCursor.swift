import PosternText

/// Steps through a message in the encoding of protocol buffers as nearly all clients write it: with
/// tags of one byte, and texts and messages of less than 16 KiB.
///
/// Whoever gets nil has `WireFields` read the message, in order or not.
struct WireCursor {
  private var place: Int
  private let end: Int

  /// Starts before the first field of the message at `range`.
  init(_ range: Range<Int>) {
    place = range.lowerBound
    end = range.upperBound
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { place == end }

  /// Takes a byte: a tag, or a number below 128; nil at the end.
  @inline(__always)
  mutating func takeByte(of bytes: Span<UInt8>) -> UInt8? {
    guard place < end else { return nil }
    defer { place &+= 1 }
    return bytes[place]
  }

  /// Takes a length, and returns where that many bytes stand; nil when it is longer than two bytes
  /// or than what is there.
  @inline(__always)
  mutating func takeBlock(of bytes: Span<UInt8>) -> Range<Int>? {
    guard var byteCount = takeByte(of: bytes).map(Int.init) else { return nil }
    if byteCount > 0x7F {
      guard let high = takeByte(of: bytes), high <= 0x7F else { return nil }
      byteCount = byteCount & 0x7F | Int(high) &<< 7
    }
    guard byteCount <= end &- place else { return nil }
    let start = place
    place &+= byteCount
    return start..<place
  }

  /// Takes a field if it has this tag, that of a block, and returns where the block stands.
  @inline(__always)
  mutating func takeBlock(_ tag: UInt8, of bytes: Span<UInt8>) -> Range<Int>? {
    takeByte(of: bytes) == tag ? takeBlock(of: bytes) : nil
  }
}
