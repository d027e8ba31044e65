import PosternText
import Testing

@Suite("Hexadecimal digits")
struct HexTests {
  @Test("encode every byte, and decode in either case")
  func everyByte() {
    let bytes = (UInt8.min...UInt8.max).map { $0 }
    let text = Hex.encode(bytes)
    #expect(text.count == 512 && text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
    for digits in [text, text.uppercased()] {
      let values = digits.utf8.compactMap { Hex.value(of: $0) }
      let decoded = stride(from: 0, to: values.count, by: 2).map {
        values[$0] << 4 | values[$0 + 1]
      }
      #expect(decoded == bytes)
    }
  }

  @Test("are twenty-two characters and no other")
  func digits() {
    let digits = (UInt8.min...UInt8.max).filter { Hex.value(of: $0) != nil }
    #expect(String(decoding: digits, as: UTF8.self) == "0123456789ABCDEFabcdef")
    #expect(Hex.encode([]) == "")
  }
}
