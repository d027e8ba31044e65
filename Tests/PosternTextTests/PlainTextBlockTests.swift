import Testing

@testable import PosternText

@Suite("Blocks of plain text")
struct PlainTextBlockTests {
  static let ends: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x00, 0x1F, 0x80, 0xFF]

  @Test("find the end of every run, wherever it is", arguments: ends)
  func everyEnd(end: UInt8) {
    for byteCount in [1, 15, 16, 63, 64, 65, 127, 128, 200] {
      for place in 0..<byteCount {
        var text = [UInt8](repeating: UInt8(ascii: " "), count: byteCount)
        text[place] = end
        for start in 0...place {
          var block = PlainTextBlock()
          #expect(block.endOfPlainText(from: start, of: text.span) == place)
          #expect(block.endOfPlainText(from: place + 1, of: text.span) == byteCount)
        }
      }
    }
  }

  @Test("find the ends of one run after the other")
  func runs() {
    for distance in 1...150 {
      let text = (0..<1_000).map { $0 % distance == 0 ? UInt8(ascii: "\"") : UInt8(ascii: "~") }
      var block = PlainTextBlock()
      var place = 0
      while place < text.count {
        let end = block.endOfPlainText(from: place, of: text.span)
        #expect(end == min((place + distance - 1) / distance * distance, text.count))
        place = end + 1
      }
    }
  }
}
