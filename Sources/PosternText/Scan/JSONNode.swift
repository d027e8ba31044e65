/// One value, or one member's name, of a scanned text.
@usableFromInline
struct JSONNode: BitwiseCopyable, Sendable {
  @usableFromInline
  let kind: JSONKind
  /// The string has escapes, or the boolean is true.
  @usableFromInline
  let isMarked: Bool
  /// Members of an object, elements of an array.
  @usableFromInline
  var childCount: Int32
  @usableFromInline
  let start: Int32
  @usableFromInline
  var end: Int32
  /// The node behind this value and all inside it.
  @usableFromInline
  var next: Int32

  /// Where the value stands in the text.
  @inlinable
  var byteRange: Range<Int> {
    // SAFETY: no value ends before it starts.
    unsafe Range(uncheckedBounds: (Int(start), Int(end)))
  }
}
