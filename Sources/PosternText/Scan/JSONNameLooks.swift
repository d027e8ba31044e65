/// Tells in passing that no two names of an object are the same, which is so in nearly all.
///
/// Each name sets one bit of 64, which equal names share. The names themselves need to be compared
/// only where a bit is set twice.
///
/// Public only because the compiler does not inline methods of package types into other modules.
public struct JSONNameLooks {
  @usableFromInline
  var seen: UInt64 = 0

  /// Creates looks of no names.
  @inlinable
  package init() {}

  /// Adds a name without escapes; false when it may be one of those before it.
  @inlinable
  @inline(__always)
  package mutating func add(_ name: Range<Int>, of text: Span<UInt8>) -> Bool {
    // By the length and the characters at both ends.
    var look: UInt64 = 1
    if let first = name.first, let last = name.last {
      let ends = UInt64(text[first]) &* 5 &+ UInt64(text[last])
      look = 1 &<< (ends &+ UInt64(truncatingIfNeeded: name.count))
    }
    defer { seen |= look }
    return seen & look == 0
  }
}
