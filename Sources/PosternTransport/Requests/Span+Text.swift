extension Span<UInt8> {
  /// Tells whether the bytes are exactly the UTF-8 of a text; allocates nothing.
  func isEqual(to text: String) -> Bool {
    isEqual(to: text.utf8.span)
  }

  /// Tells whether both have the same bytes.
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] {
      return false
    }
    return true
  }
}
