/// The beginnings of texts and lists, for explanations: an answer stays small however long the
/// policy's words and the request's values are.
package enum Excerpt {
  /// The longest text that is shown whole, in bytes.
  package static let byteCountMax = 64
  /// The most values of one list that are shown.
  package static let valueCountMax = 16

  /// Returns the text, cut to `byteCountMax` bytes and an ellipsis when it is longer; never in the
  /// middle of a character.
  package static func text(_ bytes: Span<UInt8>) -> String {
    var end = min(bytes.count, byteCountMax)
    let isCut = end < bytes.count
    while isCut, end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    var shown: [UInt8] = []
    shown.reserveCapacity(end)
    for index in 0..<end { shown.append(bytes[index]) }
    return String(decoding: shown, as: UTF8.self) + (isCut ? "…" : "")
  }
}
