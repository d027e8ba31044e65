/// One member of a JSON object.
package struct JSONMember: Sendable {
  /// The decoded name.
  package let name: String
  /// The place of the name's opening quote.
  package let namePosition: TextPosition
  /// The value.
  package let value: JSONValue
}
