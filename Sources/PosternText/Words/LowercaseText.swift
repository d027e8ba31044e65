/// Texts in lower case by all of Unicode, independent of any locale.
package enum LowercaseText {
  /// Whether two texts of UTF-8 are equal in lower case; a capital sigma at the end of a word
  /// becomes `ς` (C-41).
  ///
  /// - Complexity: O(n) in what both have in common; no allocation while both texts are ASCII.
  package static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    var index = 0
    while index < left.count, index < right.count {
      guard left[index] < 0x80, right[index] < 0x80 else {
        return areEqual(left, right, from: index)
      }
      // A letter beyond ASCII may lower-case to ASCII (U+212A), but then this is not such a letter.
      if lowered(left[index]) != lowered(right[index]) { return false }
      index += 1
    }
    // No letter becomes nothing: what one text has more of is a difference.
    return left.count == right.count
  }

  /// Appends a text of UTF-8 with each letter in lower case, whatever stands around it: the form by
  /// which names are looked up, so that all spellings of a condition key have one (K-01).
  ///
  /// - Complexity: O(n); no allocation for ASCII but of room in `bytes`.
  package static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: text, in: 0..<text.count)
    for index in start..<bytes.count {
      guard bytes[index] < 0x80 else {
        let name = String(decoding: bytes[start...], as: UTF8.self).lowercased()
        bytes.replaceSubrange(start..., with: name.utf8)
        return
      }
      bytes[index] = lowered(bytes[index])
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  /// Compares the rests of two texts that are equal in front of `start`.
  private static func areEqual(
    _ left: Span<UInt8>,
    _ right: Span<UInt8>,
    from start: Int
  ) -> Bool {
    var leftScalars = LowercaseScalars(from: start)
    var rightScalars = LowercaseScalars(from: start)
    while true {
      let scalar = leftScalars.next(in: left)
      guard scalar == rightScalars.next(in: right) else { return false }
      if scalar == nil { return true }
    }
  }
}
