/// The methods that a resource understands, for the `allow` field of a 405 answer.
package struct MethodSet: OptionSet, Sendable {
  /// One bit for each method.
  package let rawValue: UInt8

  /// Makes a set from its bits.
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The set of one method.
  package init(_ method: Method) {
    self.init(rawValue: 1 << method.rawValue)
  }

  /// The methods as the field's value, separated by a comma and a space.
  var fieldValue: String {
    Method.allCases
      .filter { $0 != .other && contains(MethodSet($0)) }
      .map(\.name)
      .joined(separator: ", ")
  }
}
