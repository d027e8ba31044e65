/// The sentence of a status as `grpc-message` carries it.
enum StatusText {
  /// Appends the text; every byte that is not printable ASCII, and `%`, becomes `%` and two digits.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8.prefix(byteCountMax) {
      if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
      }
    }
  }

  /// The most bytes of a text that are sent; three times as many when all are escaped.
  private static let byteCountMax = 1_024

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
