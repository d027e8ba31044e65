/// The scalars of a text of UTF-8 in lower case, one after another; the text itself stays with the
/// caller.
struct LowercaseScalars {
  private var place: Int
  /// What is left of a letter that becomes more than one.
  private var mapping = "".unicodeScalars.makeIterator()

  /// Begins with the character at a place.
  init(from place: Int) {
    self.place = place
  }

  /// Returns the next scalar; nil at the end.
  ///
  /// - Complexity: O(1), and for all capital sigmas of a text together O(n).
  mutating func next(in text: Span<UInt8>) -> Unicode.Scalar? {
    if let scalar = mapping.next() { return scalar }
    guard place < text.count else { return nil }
    let scalar = LowercaseScalars.scalar(in: text, at: &place)
    if scalar == "\u{3A3}" { return isFinalSigma(in: text) ? "\u{3C2}" : "\u{3C3}" }
    mapping = scalar.properties.lowercaseMapping.unicodeScalars.makeIterator()
    return mapping.next()
  }

  /// Unicode's condition Final_Sigma for the sigma that was read last: a cased letter before it and
  /// none behind it, ignorable characters between.
  private func isFinalSigma(in text: Span<UInt8>) -> Bool {
    // A sigma itself is not ignorable, so that no two of them look at the same characters.
    var start = place - 2
    var isBehindCased = false
    while start > 0 {
      start -= 1
      while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
      var end = start
      let properties = LowercaseScalars.scalar(in: text, at: &end).properties
      if properties.isCaseIgnorable { continue }
      isBehindCased = properties.isCased
      break
    }
    guard isBehindCased else { return false }
    var end = place
    while end < text.count {
      let properties = LowercaseScalars.scalar(in: text, at: &end).properties
      if !properties.isCaseIgnorable { return !properties.isCased }
    }
    return true
  }

  /// Reads the scalar at a place and moves behind it; what is no character counts as U+FFFD.
  private static func scalar(in text: Span<UInt8>, at place: inout Int) -> Unicode.Scalar {
    let byte = text[place]
    guard byte >= 0x80 else {
      place += 1
      return Unicode.Scalar(byte)
    }
    guard let character = UTF8Character(text, at: place) else {
      place += 1
      return "\u{FFFD}"
    }
    place += character.byteCount
    return Unicode.Scalar(character.scalar) ?? "\u{FFFD}"
  }
}
