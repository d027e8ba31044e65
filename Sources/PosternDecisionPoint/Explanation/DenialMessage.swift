package import PosternModel

/// The sentence of a denial, in the words that users of such policies know (table 6.9).
package enum DenialMessage {
  /// Appends the sentence for a denied request.
  package static func append(
    _ decision: Decision,
    of request: borrowing AuthorizationRequest,
    to bytes: inout [UInt8]
  ) {
    append("User: ", to: &bytes)
    bytes.append(contentsOf: request.text[request.principal.bounds])
    append(" is not authorized to perform: ", to: &bytes)
    bytes.append(contentsOf: request.text[request.action.bounds])
    if request.text[request.resource.bounds] != [UInt8(ascii: "*")] {
      append(" on resource: ", to: &bytes)
      bytes.append(contentsOf: request.text[request.resource.bounds])
    }
    // A service control policy that stays silent is reported like one that denies (6.9).
    if decision.outcome == .explicitDeny || decision.layer == .scp {
      append(
        decision.layer == .trust ? " with an explicit deny in the " : article(decision.layer),
        to: &bytes
      )
      append(decision.layer.policyNoun, to: &bytes)
    } else {
      append(" because no ", to: &bytes)
      append(decision.layer.policyNoun, to: &bytes)
      append(" allows the ", to: &bytes)
      bytes.append(contentsOf: request.text[request.action.bounds])
      append(" action", to: &bytes)
    }
  }

  private static func article(_ layer: Layer) -> StaticString {
    layer == .identity ? " with an explicit deny in an " : " with an explicit deny in a "
  }

  private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: text.description.utf8)
  }
}
