/// A place in a text.
package struct TextPosition: Hashable, Sendable {
  /// The line, counted from 1.
  package let line: Int
  /// The column, counted from 1 in Unicode scalars.
  package let column: Int
  /// The offset, counted from 0 in bytes of UTF-8.
  package internal(set) var byteOffset: Int

  /// Creates a position from its three coordinates.
  package init(line: Int, column: Int, byteOffset: Int) {
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }
}
