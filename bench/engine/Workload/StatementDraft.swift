import PosternModel
import PosternText

/// A statement whose parts are still known apart, so that a request can be aimed at it.
struct StatementDraft: Sendable {
  /// Whether it allows or denies.
  let effect: Effect
  /// The service that its actions and resources belong to.
  let service: Int
  /// One to four elements.
  let actions: [ActionDraft]
  /// One to three elements.
  let resources: [ResourceDraft]
  /// Most statements have none.
  let condition: ConditionDraft?

  /// Writes the statement as it stands in a policy document.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.name("Effect")
    json.string(effect == .allow ? "Allow" : "Deny")
    json.name("Action")
    json.strings(actions.map(\.pattern))
    json.name("Resource")
    json.strings(resources.map(\.pattern))
    if let condition {
      json.name("Condition")
      condition.write(to: &json)
    }
    json.endObject()
  }
}
