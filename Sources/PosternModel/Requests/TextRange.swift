/// A piece of the text that an authorization request owns.
package struct TextRange: Hashable, Sendable, BitwiseCopyable {
  /// The offset of its first byte.
  package let start: Int
  /// Its length in bytes.
  package let byteCount: Int

  /// Creates a range; whoever makes one has appended those bytes.
  @inlinable
  package init(start: Int, byteCount: Int) {
    self.start = start
    self.byteCount = byteCount
  }

  /// The range of nothing.
  @inlinable
  package static var empty: TextRange { TextRange(start: 0, byteCount: 0) }

  /// The offsets of its bytes.
  @inlinable
  package var bounds: Range<Int> { start..<(start + byteCount) }
}
