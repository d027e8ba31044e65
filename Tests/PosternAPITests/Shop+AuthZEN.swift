import PosternAPI
import PosternModel

extension Shop {
  /// How AuthZEN's entities are named in the shop: users by their names, other subjects and
  /// resources of the type `arn` by their ARNs, other resources by type and id.
  static let mapping = {
    var mapping = AuthZENMapping()
    mapping.subjects = [
      .init(type: "user", principal: template("arn:aws:iam::111122223333:user/{id}")),
      .init(type: "*", principal: template("{id}")),
    ]
    mapping.actions = [.init(resourceType: "*", service: "orders")]
    mapping.resources = [
      .init(type: "arn", arn: template("{id}")),
      .init(type: "*", arn: template("arn:aws:app:::{type}/{id}")),
    ]
    return mapping
  }()

  private static func template(_ text: String) -> EntityTemplate {
    guard let template = EntityTemplate(text) else { preconditionFailure("no template: \(text)") }
    return template
  }

  /// An evaluation; alice gets an order where nothing else is said.
  static func evaluation(
    subject: String = #"{"type":"user","id":"alice"}"#,
    action: String = #"{"name":"GetOrder"}"#,
    resource: String = #"{"type":"order","id":"42"}"#,
    context: String = "{}"
  ) -> String {
    """
    {"subject":\(subject),"action":\(action),"resource":\(resource),"context":\(context)}
    """
  }
}
