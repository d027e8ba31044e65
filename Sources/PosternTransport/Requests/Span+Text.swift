extension Span<UInt8> {
  /// Tells whether the bytes are exactly the UTF-8 of a text; allocates nothing.
  func isEqual(to text: String) -> Bool {
    let other = text.utf8.span
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] {
      return false
    }
    return true
  }
}
