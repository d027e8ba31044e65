/// A piece of the text that an authorization request owns.
///
/// Public, as the request is, for its hot methods to be inlined into other modules.
public struct TextRange: Hashable, Sendable, BitwiseCopyable {
  /// The offset of its first byte.
  @usableFromInline
  package let start: Int
  /// Its length in bytes.
  @usableFromInline
  package let byteCount: Int

  /// Creates a range; whoever makes one has appended those bytes.
  @inlinable
  package init(start: Int, byteCount: Int) {
    self.start = start
    self.byteCount = byteCount
  }

  /// Creates the range of bytes that stand there.
  @inlinable
  package init(_ bounds: Range<Int>) {
    self.init(start: bounds.lowerBound, byteCount: bounds.count)
  }

  /// The range of nothing.
  @inlinable
  package static var empty: TextRange { TextRange(start: 0, byteCount: 0) }

  /// The offsets of its bytes.
  @inlinable
  package var bounds: Range<Int> { start..<(start + byteCount) }
}
