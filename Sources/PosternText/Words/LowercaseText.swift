/// Comparison of texts after full Unicode lower-casing, independent of any locale (C-41).
package enum LowercaseText {
  /// Whether two texts of UTF-8 are equal in lower case; a capital sigma at the end of a word
  /// becomes `ς` (C-41).
  ///
  /// - Complexity: O(n); no allocation while both texts are ASCII.
  package static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    var index = 0
    while index < left.count, index < right.count, left[index] < 0x80, right[index] < 0x80 {
      if lowered(left[index]) != lowered(right[index]) {
        // A letter beyond ASCII may lower-case to ASCII (U+212A), but then this is not such a
        // letter.
        return false
      }
      index += 1
    }
    if index == left.count, index == right.count { return true }
    return loweredScalars(left) == loweredScalars(right)
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  private static func loweredScalars(_ text: Span<UInt8>) -> [Unicode.Scalar] {
    var bytes: [UInt8] = []
    bytes.append(contentsOf: text, in: 0..<text.count)
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var result: [Unicode.Scalar] = []
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\u{3A3}" {
        result.append(isFinalSigma(index, in: scalars) ? "\u{3C2}" : "\u{3C3}")
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return result
  }

  /// Unicode's condition Final_Sigma: a cased letter before it and none behind it, ignorable
  /// characters between.
  private static func isFinalSigma(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let isSkipped = { (scalar: Unicode.Scalar) in scalar.properties.isCaseIgnorable }
    let before = scalars[..<index].last { !isSkipped($0) }
    let after = scalars[(index + 1)...].first { !isSkipped($0) }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
