import PosternText
import Testing

@Suite("Bytes looked at eight at a time")
struct SpanWordsTests {
  /// A text of every length around the borders of words.
  private static let lengths = Array(0...25)

  @Test("are ASCII without zeros, until one of them is not", arguments: lengths)
  func nonzeroASCII(count: Int) {
    var bytes = (0..<count).map { UInt8(1 + $0 * 5) }
    #expect(Self.isNonzeroASCII(bytes, 0..<count))
    for place in 0..<count {
      for byte in [0, 0x80, 0x81, 0xFF] as [UInt8] {
        let kept = bytes[place]
        bytes[place] = byte
        #expect(!Self.isNonzeroASCII(bytes, 0..<count), "\(byte) at \(place)")
        #expect(Self.isNonzeroASCII(bytes, 0..<place), "before \(place)")
        #expect(Self.isNonzeroASCII(bytes, (place + 1)..<count), "behind \(place)")
        bytes[place] = kept
      }
    }
  }

  @Test("have their first of two bytes found, wherever it stands", arguments: lengths)
  func firstOfTwo(count: Int) {
    // Neighbours of both in value, which a borrow could be taken for.
    let bytes = (0..<count).map { [0x22, 0x24, 0x3E, 0x40, 0x00, 0xBF][$0 % 6] as UInt8 }
    #expect(Self.firstPlace(bytes, 0x3F, 0x23) == count)
    for first in 0..<count {
      for second in first..<count {
        var marked = bytes
        marked[second] = 0x23
        marked[first] = 0x3F
        #expect(Self.firstPlace(marked, 0x3F, 0x23) == first)
        #expect(Self.firstPlace(marked, 0x23, 0x3F) == first)
      }
    }
  }

  @Test("hold a zero, or none", arguments: lengths)
  func zeros(count: Int) {
    let bytes = (0..<count).map { [0x01, 0x80, 0xFF][$0 % 3] as UInt8 }
    #expect(!Self.hasZero(bytes, 0..<count))
    for place in 0..<count {
      var marked = bytes
      marked[place] = 0
      #expect(Self.hasZero(marked, 0..<count) && !Self.hasZero(marked, 0..<place))
    }
  }

  // A macro cannot take a span apart.

  private static func isNonzeroASCII(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    bytes.span.isNonzeroASCII(range)
  }

  private static func firstPlace(_ bytes: [UInt8], _ one: UInt8, _ other: UInt8) -> Int {
    bytes.span.firstPlace(of: one, or: other)
  }

  private static func hasZero(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    bytes.span.hasZero(in: range)
  }
}
