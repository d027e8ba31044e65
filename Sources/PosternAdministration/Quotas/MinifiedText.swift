/// The length of a JSON text as quotas count it (G-70).
package enum MinifiedText {
  /// Returns the number of Unicode scalars without whitespace outside of strings.
  ///
  /// - Complexity: O(n) in the length of the text.
  package static func characterCount(of text: String) -> Int {
    var count = 0
    var isInString = false
    var isEscaped = false
    for byte in text.utf8 {
      // A continuation byte belongs to a scalar that was counted with its first byte.
      if byte & 0xC0 == 0x80 { continue }
      switch byte {
      case UInt8(ascii: "\""):
        if !isEscaped { isInString.toggle() }
        count += 1
      case 0x20, 0x09, 0x0A, 0x0D: count += isInString ? 1 : 0
      default: count += 1
      }
      isEscaped = isInString && byte == UInt8(ascii: "\\") && !isEscaped
    }
    return count
  }
}
