import PosternText
import Testing

@Suite("Positions in a text that is lent")
struct PositionFinderTests {
  @Test(
    "are those that counting from the start finds, in whatever order they are asked for",
    arguments: ["", "a", "é\nb", "\n\n"],
    [1, 7, 400]
  )
  func finds(piece: String, step: Int) {
    let bytes = Array(String(repeating: piece + "xyz", count: 300).utf8)
    var finder = PositionFinder()
    for offset in stride(from: 0, through: bytes.count, by: step) {
      for offset in [offset, bytes.count - offset] {
        let counted = TextPosition.of(byteOffset: offset, in: bytes.span)
        #expect(finder.position(byteOffset: offset, in: bytes.span) == counted)
      }
    }
  }

  @Test("end with the text, and begin anew with the next")
  func ends() {
    let (first, second) = (Array("a\nb".utf8), Array("abcd".utf8))
    var finder = PositionFinder()
    #expect(finder.position(byteOffset: 9, in: first.span).byteOffset == 3)
    finder.begin()
    #expect(finder.position(byteOffset: 3, in: second.span).column == 4)
    #expect(finder.position(byteOffset: 0, in: [UInt8]().span) == .start)
  }

  @Test(
    "cost one look at the text and one at a step for each place, in whatever order",
    arguments: ["in order", "from the end", "by turns at both ends"]
  )
  func work(order: String) {
    let bytes = [UInt8](repeating: 0x20, count: 1 << 20)
    var finder = PositionFinder()
    for index in 0..<1_000 {
      let offset =
        switch order {
        case "in order": index * 1_000
        case "from the end": bytes.count - index * 1_000
        default: index.isMultiple(of: 2) ? index * 1_000 : bytes.count - 40
        }
      _ = finder.position(byteOffset: offset, in: bytes.span)
    }
    #expect(finder.readByteCount <= bytes.count + 1_000 * 256)
  }
}
