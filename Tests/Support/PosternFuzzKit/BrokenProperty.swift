/// A property that did not hold for an input; whoever asked has the input.
package struct BrokenProperty: Error, CustomStringConvertible {
  /// What did not hold, as a sentence.
  package let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Throws unless something holds.
  static func require(
    _ holds: Bool,
    _ description: @autoclosure () -> String
  ) throws(BrokenProperty) {
    guard holds else { throw BrokenProperty(description()) }
  }
}
