/// Steps through the fields of one message in the encoding of protocol buffers.
///
/// A field is a tag, which holds its number and its form, and what the form says; the bytes stay
/// where they are, and every call gets all of them:
///
///     0a 05 61 6c 69 63 65   40 02
///     │  │  └ block: `alice` │  └ varint: 2
///     │  └ five bytes        └ field 8, a varint
///     └ field 1, a block
///
/// What is refused is what the library for such messages refuses: the differential test compares
/// them. Whoever reads ignores the numbers and forms that it has no use for, as the encoding wants.
struct WireFields {
  /// What a field holds.
  enum Form {
    /// A number: `value`.
    case varint
    /// A text or a message: the bytes at `block`.
    case block
    /// Nothing that Postern's messages have.
    case other
  }

  /// The number of the field that was found last.
  private(set) var number: UInt32 = 0
  /// Its form.
  private(set) var form = Form.other
  /// What a varint says.
  private(set) var value: UInt64 = 0
  /// Where the bytes of a block stand.
  private(set) var block = 0..<0

  /// Whether the field that was found last is a block of this number.
  func isBlock(_ number: UInt32) -> Bool { self.number == number && form == .block }

  private var place: Int
  private let end: Int
  private let depth: Int

  /// How deep messages may nest; a list in a map in a question of a batch needs six levels.
  static let depthMax = 32

  /// Starts before the first field.
  ///
  /// - Parameters:
  ///   - range: where the message stands.
  ///   - depth: its level, 1 for the outermost message.
  /// - Throws: that it is nested too deep.
  init(_ range: Range<Int>, depth: Int) throws(WireFault) {
    guard depth <= WireFields.depthMax else { throw WireFault() }
    place = range.lowerBound
    end = range.upperBound
    self.depth = depth
  }

  /// Takes the next field; false behind the last one.
  ///
  /// - Precondition: the range is one of these bytes.
  /// - Throws: that there is no field here.
  mutating func next(in bytes: Span<UInt8>) throws(WireFault) -> Bool {
    guard place < end else { return false }
    try takeField(of: try takeTag(bytes), bytes, depth: depth)
    return true
  }

  /// Takes what stands behind a tag.
  private mutating func takeField(
    of tag: UInt32,
    _ bytes: Span<UInt8>,
    depth: Int
  ) throws(WireFault) {
    form = .other
    switch tag & 7 {
    case 0:
      value = try takeVarint(bytes)
      form = .varint
    case 1: try skip(8)
    case 2:
      let byteCount = try takeVarint(bytes)
      let start = place
      try skip(byteCount)
      block = start..<place
      form = .block
    case 3: try skipGroup(tag >> 3, bytes, depth: depth + 1)
    case 5: try skip(4)
    default: throw WireFault()
    }
    number = tag >> 3
  }

  private mutating func takeTag(_ bytes: Span<UInt8>) throws(WireFault) -> UInt32 {
    let start = place
    let tag = try takeVarint(bytes)
    guard place - start <= 5, tag <= UInt64(UInt32.max), tag > 7 else { throw WireFault() }
    return UInt32(truncatingIfNeeded: tag)
  }

  /// Takes a number of seven bits a byte, the lowest first; bits above the 64th say nothing.
  private mutating func takeVarint(_ bytes: Span<UInt8>) throws(WireFault) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < end, shift <= 63 {
      let byte = bytes[place]
      place &+= 1
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return value }
      shift &+= 7
    }
    throw WireFault()
  }

  private mutating func skip(_ byteCount: UInt64) throws(WireFault) {
    guard byteCount <= UInt64(end - place) else { throw WireFault() }
    place += Int(byteCount)
  }

  /// Passes over the fields of a group up to its end, which has the same number.
  private mutating func skipGroup(
    _ number: UInt32,
    _ bytes: Span<UInt8>,
    depth: Int
  ) throws(WireFault) {
    guard depth <= WireFields.depthMax else { throw WireFault() }
    while true {
      let tag = try takeTag(bytes)
      if tag & 7 == 4 {
        guard tag >> 3 == number else { throw WireFault() }
        form = .other
        return
      }
      try takeField(of: tag, bytes, depth: depth)
    }
  }
}
