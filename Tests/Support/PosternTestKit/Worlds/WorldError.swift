/// Why a line of `postern simulate` is not understood.
package struct WorldError: Error, Equatable, CustomStringConvertible {
  /// The JSON pointer of the member.
  package let pointer: String
  /// What was expected there.
  package let expected: String

  /// Creates an error.
  package init(pointer: String, expected: String) {
    self.pointer = pointer
    self.expected = expected
  }

  /// A text for failures.
  package var description: String { "`\(pointer)`: expected \(expected)" }
}
