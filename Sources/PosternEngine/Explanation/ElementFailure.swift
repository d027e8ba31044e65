/// The first element of a statement that did not hold, once its action and its resource did.
package enum ElementFailure: Sendable, Equatable {
  /// One condition that did not hold.
  package struct Condition: Sendable, Equatable {
    /// Why a condition does not hold.
    package enum Cause: Sendable {
      /// The values are there and the operands say otherwise.
      case mismatch
      /// The request has no such key (C-20).
      case missingKey
      /// The key is multivalued and the operator is none for sets: false, also when negated (C-31).
      case listForScalar
    }

    /// An operand with variables, as it was compared.
    package struct Expansion: Sendable, Equatable {
      /// The operand's place in the condition.
      package let operand: Int
      /// The text with the values of its variables; nil when one has none (V-08).
      package let text: String?

      /// Creates an expansion.
      package init(operand: Int, text: String?) {
        self.operand = operand
        self.text = text
      }
    }

    /// The condition's place in the statement, counted from 0 in the order of the document.
    package let index: Int
    /// Why it did not hold.
    package let cause: Cause
    /// What the request says under the key; nil when the key is missing.
    package let actual: TracedValues?
    /// The operands with variables among the first `Excerpt.valueCountMax`.
    package let expansions: [Expansion]

    /// Creates a failed condition.
    package init(index: Int, cause: Cause, actual: TracedValues?, expansions: [Expansion]) {
      self.index = index
      self.cause = cause
      self.actual = actual
      self.expansions = expansions
    }
  }

  /// The statement is about other principals (section 2.5).
  case principal
  /// A condition did not hold (C-01); the ones before it did.
  case condition(Condition)
}
