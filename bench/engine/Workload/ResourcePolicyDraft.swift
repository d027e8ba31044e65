/// The policy of one resource, which holds for everything below it as well.
struct ResourcePolicyDraft: Sendable {
  /// The resource.
  let arn: String
  /// The document as JSON text.
  let document: String

  /// Whether the policy holds for a resource.
  func covers(_ resource: String) -> Bool {
    resource == arn || resource.hasPrefix(arn + "/")
  }
}
