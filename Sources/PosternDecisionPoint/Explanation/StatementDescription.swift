package import PosternModel
import PosternPolicy
package import PosternText

/// Where a statement stands and what it says, for explanations.
package struct StatementDescription: Sendable, Equatable {
  /// The policy and the place in it.
  package let place: StatementPlace
  /// The place of its `{` in the document.
  package let position: TextPosition
  /// The principals and conditions that it names.
  let words: StatementWords
  /// Whether it grants or refuses.
  package let effect: Effect

  /// The policy: its ARN, or `ARN of the user, group or role` + `#` + name for an inline policy.
  package var policy: String { place.policy }
  /// The statement's own name, nil when it has none.
  package var sid: String? { place.sid }
  /// Its place in the document, counted from 0.
  package var index: Int { place.index }

  /// Describes a statement of a policy.
  init(policy: String, _ statement: Statement) {
    place = StatementPlace(policy: policy, sid: statement.sid, index: statement.index)
    position = statement.start
    words = StatementWords(statement)
    effect = statement.effect
  }
}
