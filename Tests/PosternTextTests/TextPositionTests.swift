import PosternText
import Testing

@Suite("A place in a text")
struct TextPositionTests {
  @Test(
    "counts lines by line feeds and columns by characters",
    arguments: [
      (0, 1, 1), (1, 1, 2), (3, 1, 3), (4, 2, 1), (5, 3, 1), (9, 3, 2), (10, 3, 3), (11, 4, 1),
    ]
  )
  func counts(byteOffset: Int, line: Int, column: Int) {
    let text = Array("aé\n\n😀\r\nz".utf8)
    let position = TextPosition.of(byteOffset: byteOffset, in: text.span)
    #expect(position == TextPosition(line: line, column: column, byteOffset: byteOffset))
  }
}
