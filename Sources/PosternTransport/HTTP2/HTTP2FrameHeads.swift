/// Follows the heads of the frames that a client sends (RFC 9113 §4.1), through all reads.
///
/// nghttp2 passes over frames of closed streams and of unknown types without a word, and over what
/// stands behind a bad field. So every frame costs something when its head is seen here, which is
/// claimed back when nghttp2 tells of the frame; what nobody claims was ignored.
struct HTTP2FrameHeads {
  private static let prefaceByteCount = 24
  private static let byteCount = 9

  /// What the frames that were ignored cost together, without those of data; negative when some
  /// were paid for before they were claimed.
  private(set) var unclaimedCost = 0
  /// How many small pieces of bodies were ignored.
  private(set) var unclaimedDataCount = 0
  /// Whether a first head was seen, and so a whole preface.
  private(set) var hasSeenFrame = false

  /// The bytes of the payload, or first of the preface, that are still to come.
  private var payloadByteCount = prefaceByteCount
  /// How much of a head that is cut in two has come.
  private var headByteCount = 0
  private var length = 0
  private var type: UInt8 = 0

  /// Whether nothing was ignored.
  var isSettled: Bool { unclaimedCost | unclaimedDataCount == 0 }

  /// Adds what a frame costs, so many times.
  ///
  /// Fields cost by their length too, since each of their bytes can stand for thousands, which are
  /// decoded even then. Data do not: who sends a body that is refused has a window of it under way,
  /// and only small pieces of it are more work than the bytes that they are.
  @inline(__always)
  private mutating func add(_ factor: Int, type: UInt8, length: Int) {
    switch type {
    case 0: if length < 1024 { unclaimedDataCount &+= factor }
    case 1, 9: unclaimedCost &+= factor &* (1 &+ length &>> 10)
    default: unclaimedCost &+= factor
    }
  }

  /// Follows what was read, until so many header lists have begun and one more would begin.
  ///
  /// Returns how many bytes were followed; not 0 when there are some and lists may begin.
  mutating func follow(_ bytes: Span<UInt8>, headerListCountMax: Int) -> Int {
    var place = 0
    var headerListCount = 0
    while true {
      let passed = min(payloadByteCount, bytes.count &- place)
      place &+= passed
      payloadByteCount &-= passed
      guard place < bytes.count else { return place }
      if headByteCount == 0, bytes.count &- place >= HTTP2FrameHeads.byteCount {
        let type = bytes[place &+ 3]
        if type == 1 {
          guard headerListCount < headerListCountMax else { return place }
          headerListCount &+= 1
        }
        begin(
          type: type,
          length: Int(bytes[place]) &<< 16 | Int(bytes[place &+ 1]) &<< 8 | Int(bytes[place &+ 2])
        )
        place &+= HTTP2FrameHeads.byteCount
      } else {
        take(bytes[place])
        place &+= 1
      }
    }
  }

  /// Claims a frame that nghttp2 has told of.
  @inline(__always)
  mutating func claim(type: UInt8, length: Int) {
    add(-1, type: type, length: length)
  }

  /// Takes a claim back, of a frame of which the rest is ignored.
  mutating func disclaim(type: UInt8, length: Int) {
    add(1, type: type, length: length)
  }

  /// Begins to count anew.
  mutating func settle() {
    (unclaimedCost, unclaimedDataCount) = (0, 0)
  }

  @inline(__always)
  private mutating func begin(type: UInt8, length: Int) {
    hasSeenFrame = true
    add(1, type: type, length: length)
    payloadByteCount = length
  }

  /// Takes one byte of a head that is cut in two.
  private mutating func take(_ byte: UInt8) {
    if headByteCount < 3 {
      length = (headByteCount == 0 ? 0 : length &<< 8) | Int(byte)
    } else if headByteCount == 3 {
      type = byte
    }
    headByteCount &+= 1
    guard headByteCount == HTTP2FrameHeads.byteCount else { return }
    headByteCount = 0
    begin(type: type, length: length)
  }
}
