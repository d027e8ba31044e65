/// A scanned JSON text together with its bytes, for paths where convenience counts more than speed.
package struct JSONDocument: Sendable {
  /// The text.
  package let bytes: [UInt8]
  let tape: JSONTape
  let positions: PositionTable

  /// Scans `bytes`.
  ///
  /// - Throws: the first fault of the text.
  /// - Complexity: O(n) in the length of the text.
  package init(_ bytes: [UInt8], rules: JSONRules) throws(JSONSyntaxError) {
    var tape = JSONTape()
    try tape.scan(bytes.span, rules: rules)
    self.bytes = bytes
    self.tape = tape
    self.positions = PositionTable(bytes)
  }

  /// Scans a string.
  ///
  /// - Throws: the first fault of the text.
  package init(_ text: String, rules: JSONRules) throws(JSONSyntaxError) {
    try self.init(Array(text.utf8), rules: rules)
  }

  /// The whole value.
  package var root: JSONValue { JSONValue(document: self, node: 0) }
}
