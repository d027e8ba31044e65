package import PosternModel

/// The sentence of a denial, in the words that users of such policies know (table 6.9).
package enum DenialMessage {
  /// Appends the sentence for a request that was decided on the resource that it names.
  package static func append(
    _ decision: Decision,
    of request: borrowing AuthorizationRequest,
    to bytes: inout [UInt8]
  ) {
    appendSubject(of: request, to: &bytes)
    appendResource(to: &bytes) { bytes in
      bytes.append(contentsOf: request.text[request.resource.bounds])
    }
    appendReason(decision, of: request, to: &bytes)
  }

  /// Appends who may not do what.
  static func appendSubject(of request: borrowing AuthorizationRequest, to bytes: inout [UInt8]) {
    append("User: ", to: &bytes)
    bytes.append(contentsOf: request.text[request.principal.bounds])
    append(" is not authorized to perform: ", to: &bytes)
    bytes.append(contentsOf: request.text[request.action.bounds])
  }

  /// Appends on what, in the text that `write` appends; nothing when that is `*`, no resource.
  static func appendResource(to bytes: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    let clause = bytes.count
    append(" on resource: ", to: &bytes)
    let resource = bytes.count
    write(&bytes)
    if bytes[resource...].elementsEqual(CollectionOfOne(UInt8(ascii: "*"))) {
      bytes.removeSubrange(clause...)
    }
  }

  /// Appends which layer denied.
  static func appendReason(
    _ decision: Decision,
    of request: borrowing AuthorizationRequest,
    to bytes: inout [UInt8]
  ) {
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
