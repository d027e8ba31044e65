internal import PosternManifest
internal import PosternModel
internal import PosternPolicy
internal import PosternText

extension ContentsCheck {
  /// Checks the documents that name principals and looks these up: `resolved` are the contents with
  /// every unique id filled in, and get the documents with what was found (G-53).
  ///
  /// When not everything could be read, nobody is said to be missing. A trust policy may name the
  /// unique id of nobody: that is how the export of an account shows an entity that is gone.
  mutating func resolvePrincipals(in resolved: inout AccountContents) {
    let principals = PrincipalIndex(resolved)
    resolveResourcePolicies(in: &resolved, principals)
    for (index, role) in resolved.roles.enumerated() {
      let trust = resolve(
        role.trustPolicy,
        .customer(.trust),
        principals,
        .role(index),
        .trustPolicy
      ) { (_) throws(PolicyError) in }
      resolved.roles[index] = role.trusting(trust)
    }
  }

  /// Parses and validates a document, checks what more is asked of it, and returns it with the
  /// unique ids of the users and roles that it names; as it was when something is wrong.
  mutating func resolve(
    _ text: PolicyText,
    _ policyRules: PolicyRules,
    _ principals: PrincipalIndex,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part,
    _ check: (PolicyDocument) throws(PolicyError) -> Void
  ) -> PolicyText {
    do throws(PolicyError) {
      let document = try PolicyParser.parse(
        Array(text.text.utf8),
        rules: policyRules,
        limits: rules.limits
      )
      try check(document)
      let ids = try uniqueIDs(
        in: document,
        principals,
        keepsGone: policyRules.kind == .trust
      )
      return PolicyText(text: text.text, origin: text.origin, principals: ids)
    } catch {
      refuse(error, in: text, entity, part)
      return text
    }
  }

  private func uniqueIDs(
    in document: PolicyDocument,
    _ principals: PrincipalIndex,
    keepsGone: Bool
  ) throws(PolicyError) -> [String: String] {
    var ids: [String: String] = [:]
    for statement in document.statements {
      for entry in statement.principal?.entries ?? [] {
        switch principals.reference(entry) {
        case .asWritten: continue
        case .gone: if isComplete, !keepsGone { throw missing(entry, principals) }
        case .entity(let uniqueID): ids[entry.name.text] = uniqueID
        case .missing: if isComplete { throw missing(entry, principals) }
        }
      }
    }
    return ids
  }

  private func missing(
    _ entry: PrincipalElement.Entry,
    _ principals: PrincipalIndex
  ) -> PolicyError {
    let name = entry.name.text
    let isShown = problems.totalCount < rules.limits.reportedErrorCountMax
    let closest = isShown ? Spelling.closest(to: name, among: principals.candidates) : nil
    return PolicyError(
      code: .malformed,
      message: "Invalid principal in policy",
      detail: "invalid principal in policy: there is no principal `\(QuotedText.shortened(name))`",
      help: closest.map { "did you mean `\($0)`?" },
      position: entry.name.position
    )
  }
}
