/// Finds one colon of a text after the other, eight bytes a step.
struct ColonScan {
  private let text: ByteSlice
  private var place: Int
  private var marks: UInt64

  /// A scan that begins at `start`.
  ///
  /// - Precondition: the text has at least eight bytes and `start` is one of them.
  @inline(__always)
  init(_ text: ByteSlice, from start: Int) {
    self.text = text
    place = start
    marks = ByteMarks.places(of: UInt8(ascii: ":"), in: text.paddedWord(at: start))
  }

  /// The place of the next colon, or nil when there is none.
  @inline(__always)
  mutating func next() -> Int? {
    while marks == 0 {
      place &+= 8
      guard place < text.count else { return nil }
      marks = ByteMarks.places(of: UInt8(ascii: ":"), in: text.paddedWord(at: place))
    }
    let found = place &+ marks.trailingZeroBitCount &>> 3
    marks &= marks &- 1
    return found
  }
}
