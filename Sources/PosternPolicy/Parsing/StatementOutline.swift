import PosternModel
import PosternText

/// A statement whose shape is understood: any element may still be absent, misplaced or malformed
/// inside.
struct StatementOutline {
  let index: Int
  let sid: PolicyString?
  /// `Allow` or `Deny` in any letter case.
  let effectText: PolicyString
  let principal: Placed<PrincipalElement>?
  let action: Placed<ActionElement>?
  let resource: Placed<ResourceElement>?
  let conditions: [Condition]
  /// The place of the statement's `{`.
  let start: TextPosition
  /// The place just past its `}`.
  let end: TextPosition

  /// The effect when it is written as it must be, else nil.
  var effect: Effect? {
    switch effectText.text {
    case "Allow": .allow
    case "Deny": .deny
    default: nil
    }
  }
}
