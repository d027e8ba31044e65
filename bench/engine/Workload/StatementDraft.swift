import PosternModel
import PosternText

/// A statement whose parts are still known apart, so that a request can be aimed at it.
struct StatementDraft: Sendable {
  /// Whether it allows or denies.
  var effect: Effect
  /// The service that its actions and resources belong to.
  let service: Int
  /// One to four elements.
  var actions: [ActionDraft]
  /// One to three elements.
  var resources: [ResourceDraft]
  /// Most statements have none.
  var condition: ConditionDraft?
  /// Whether `actions` are those it does not apply to.
  var isActionNegated = false
  /// Whether `resources` are those it does not apply to.
  var isResourceNegated = false

  /// Writes the statement as it stands in a policy document.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.name("Effect")
    json.string(effect == .allow ? "Allow" : "Deny")
    json.name(isActionNegated ? "NotAction" : "Action")
    json.strings(actions.map(\.pattern))
    json.name(isResourceNegated ? "NotResource" : "Resource")
    json.strings(resources.map(\.pattern))
    if let condition {
      json.name("Condition")
      condition.write(to: &json)
    }
    json.endObject()
  }
}
