/// A text that may be stored in two thirds of its bytes: capitals and digits, three characters in
/// two bytes, as unique ids are made of them.
///
///     u16 of three characters, to the base of 36 │ … │ the one or two that remain
///
/// Texts with other characters are stored as they are.
struct PackedText: BitwiseCopyable {
  /// The most characters of a packed text.
  static let packedCountMax = 64
  private static let base: UInt16 = 36

  private let bytes: ByteSlice
  private let isPacked: Bool
  /// How many characters the text has, each of one byte.
  let count: Int

  /// The text of `count` characters that is stored in the first of these bytes.
  init(_ bytes: ByteSlice, count: Int, isPacked: Bool) {
    self.bytes = bytes
    self.count = count
    self.isPacked = isPacked
  }

  /// The character at a place, counted from 0.
  subscript(index: Int) -> UInt8 {
    let triple = index / 3
    guard isPacked else { return bytes[index] }
    guard triple < count / 3 else { return bytes[triple * 2 + index % 3] }
    let number = bytes.load(at: triple * 2, as: UInt16.self)
    let digit =
      switch index % 3 {
      case 0: number / (PackedText.base * PackedText.base)
      case 1: number / PackedText.base % PackedText.base
      default: number % PackedText.base
      }
    return UInt8(digit) &+ (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "A") &- 10)
  }

  /// The text where it stands; nil when it is packed.
  var plain: ByteSlice? { isPacked ? nil : bytes }

  /// Whether the text begins with another, or is the same.
  func hasPrefix(_ other: ByteSlice) -> Bool {
    guard other.count <= count else { return false }
    for index in 0..<other.count where self[index] != other[index] { return false }
    return true
  }

  /// Writes the characters into an array from its begin on.
  ///
  /// - Precondition: they have room there.
  func write(to texts: ScratchArray<UInt8>) {
    for index in 0..<count { texts[index] = self[index] }
  }

  /// The bytes of a text when it can be packed, else nil.
  static func pack(_ text: [UInt8]) -> [UInt8]? {
    guard text.count <= packedCountMax else { return nil }
    var packed: [UInt8] = []
    packed.reserveCapacity(byteCount(ofPacked: text.count))
    let end = text.count / 3 * 3
    for start in stride(from: 0, to: end, by: 3) {
      guard let first = digit(text[start]), let second = digit(text[start + 1]),
        let third = digit(text[start + 2])
      else { return nil }
      let number = (first * base + second) * base + third
      packed.append(UInt8(truncatingIfNeeded: number))
      packed.append(UInt8(number >> 8))
    }
    packed += text[end...]
    return packed
  }

  /// How many bytes a packed text of so many characters takes.
  static func byteCount(ofPacked count: Int) -> Int { count / 3 * 2 + count % 3 }

  private static func digit(_ character: UInt8) -> UInt16? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(character - UInt8(ascii: "0"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt16(character - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
