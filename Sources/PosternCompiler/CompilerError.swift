/// Why a set of policies cannot become a snapshot: it is above a bound of `Limits`.
package struct CompilerError: Error, Equatable, Sendable {
  /// The closed list of bounds.
  package enum Code: String, Sendable {
    case tooManyActionPatterns
    case tooManyConditionKeys
  }

  /// Which bound.
  package let code: Code
  /// The bound's value.
  package let limit: Int

  /// Creates an error.
  package init(_ code: Code, limit: Int) {
    self.code = code
    self.limit = limit
  }

  /// A sentence for the user.
  package var message: String {
    switch code {
    case .tooManyActionPatterns: "the policies name more than \(limit) distinct action patterns"
    case .tooManyConditionKeys: "the policies mention more than \(limit) distinct condition keys"
    }
  }
}
