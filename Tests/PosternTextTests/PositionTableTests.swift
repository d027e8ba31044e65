import PosternText
import Testing

@Suite("Positions")
struct PositionTableTests {
  @Test("are those that counting from the start finds", arguments: ["", "a", "é\nb", "\n\n"])
  func finds(piece: String) {
    let bytes = Array(String(repeating: piece + "xyz", count: 200).utf8)
    let table = PositionTable(bytes)
    for offset in 0...bytes.count {
      let counted = TextPosition.of(byteOffset: offset, in: bytes.span)
      #expect(table.position(byteOffset: offset) == counted)
    }
  }

  @Test("end with the text")
  func ends() {
    #expect(PositionTable([]).position(byteOffset: 5).column == 1)
    #expect(PositionTable(Array("ab".utf8)).position(byteOffset: 9).byteOffset == 2)
  }
}
