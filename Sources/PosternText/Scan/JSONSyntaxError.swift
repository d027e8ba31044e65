/// Why a text is not acceptable JSON: the first fault, with its place.
///
/// Equality is by code and position.
package struct JSONSyntaxError: Error, Equatable, Sendable {
  /// The closed list of faults.
  package enum Code: String, Sendable {
    case unexpectedCharacter
    case unexpectedEnd
    case trailingText
    case invalidNumber
    case invalidEscape
    case loneSurrogate
    case invalidUTF8
    case forbiddenCharacter
    case duplicateMember
    case tooLarge
    case numberTooLong
    case tooDeep
    case tooManyValues
  }

  /// Which fault.
  package let code: Code
  /// Where it was found.
  package let position: TextPosition
  /// The innermost value reached, as a JSON pointer (RFC 6901); empty for the root.
  package let pointer: String
  /// A sentence for the user: lower case, no full stop; of the text it repeats a member's name at
  /// most.
  package let message: String

  /// Creates an error.
  package init(code: Code, position: TextPosition, pointer: String, message: String) {
    self.code = code
    self.position = position
    self.pointer = pointer
    self.message = message
  }

  /// The same error, found inside the member or element `name` of an outer value.
  func inside(_ name: String) -> JSONSyntaxError {
    JSONSyntaxError(
      code: code,
      position: position,
      pointer: "/" + JSONPointer.escaped(name) + pointer,
      message: message
    )
  }

  /// Compares code and position.
  package static func == (left: JSONSyntaxError, right: JSONSyntaxError) -> Bool {
    left.code == right.code && left.position == right.position
  }
}
