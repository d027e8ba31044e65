package import PosternModel
import PosternText

/// What a resource policy may speak of: the resource that it is attached to and what lies below it
/// (G-63).
package enum AttachmentRules {
  /// Checks every entry of `Resource` and `NotResource`: `*`, which here means the attached
  /// resource, or a text that begins with the resource's ARN and goes on behind `/` or `:`.
  ///
  /// - Throws: the first entry that leads elsewhere, or could.
  /// - Complexity: O(n) in the text of the entries.
  package static func check(
    _ document: PolicyDocument,
    attachedTo resource: ARN
  ) throws(PolicyError) {
    for statement in document.statements {
      for entry in statement.resource?.entries ?? [] where !isWithin(entry.text, resource) {
        throw .attachedResource(
          "`\(entry.text.shown)` does not lie within `\(resource.description.shown)`, to which the "
            + "policy is attached",
          at: entry.position
        )
      }
    }
  }

  private static func isWithin(_ text: String, _ resource: ARN) -> Bool {
    if text == "*" { return true }
    guard let entry = ARN(text) else { return false }
    let isOfSameHead =
      entry.partition.lowercased() == resource.partition.lowercased()
      && entry.service.lowercased() == resource.service.lowercased()
      && entry.region.lowercased() == resource.region.lowercased()
      && entry.account == resource.account
    guard isOfSameHead, entry.resource.hasPrefix(resource.resource) else { return false }
    let rest = entry.resource.utf8.dropFirst(resource.resource.utf8.count)
    return rest.isEmpty || rest.first == UInt8(ascii: "/") || rest.first == UInt8(ascii: ":")
  }
}
