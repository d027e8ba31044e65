package import PosternEngine

/// The element that kept a statement from applying: what the policy says and what the request says.
package struct FailedElement: Sendable, Equatable {
  /// Which element of a statement.
  package enum Element: String, Sendable {
    /// The statement is about other principals.
    case principal = "Principal"
    /// The statement excepts the principal.
    case notPrincipal = "NotPrincipal"
    /// A condition does not hold.
    case condition = "Condition"
  }

  /// The words of the policy: an excerpt of a list.
  package struct Expectation: Sendable, Equatable {
    /// The first values, long ones cut; with variables as they are written.
    package let values: [String]
    /// How many values there are.
    package let count: Int
    /// The values with their variables replaced, nil for one that cannot be (V-08); empty when no
    /// value has a variable.
    package let resolved: [String?]

    /// Creates an expectation.
    package init(values: [String], count: Int, resolved: [String?]) {
      self.values = values
      self.count = count
      self.resolved = resolved
    }
  }

  /// Which element.
  package let element: Element
  /// The operator of a condition, as written.
  package let `operator`: String?
  /// The key of a condition, as written.
  package let key: String?
  /// Why it does not hold.
  package let cause: ElementFailure.Condition.Cause
  /// What the policy asks for; nil when the policy belongs to another account than the caller's and
  /// its words are withheld (6.9).
  package let expected: Expectation?
  /// What the request has instead; nil when it has nothing.
  package let actual: TracedValues?

  /// Creates a failed element.
  package init(
    element: Element,
    operator: String?,
    key: String?,
    cause: ElementFailure.Condition.Cause,
    expected: Expectation?,
    actual: TracedValues?
  ) {
    self.element = element
    self.operator = `operator`
    self.key = key
    self.cause = cause
    self.expected = expected
    self.actual = actual
  }
}
