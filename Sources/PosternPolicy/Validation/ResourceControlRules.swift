import PosternText

/// What a resource control policy may say about principals and actions (table 1.6).
struct ResourceControlRules {
  /// The service prefixes that take part, in lower case.
  let services: [String]

  func check(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      for entry in statement.principal?.element.entries ?? [] {
        guard entry.category == .aws, entry.name.text == "*" else {
          throw .policyType(
            "a resource control policy is about everyone: its principal must be `*`",
            help: "name principals in a condition on `aws:PrincipalArn`",
            at: entry.name.position
          )
        }
      }
      for entry in statement.action?.element.entries ?? [] { try checkAction(entry) }
    }
  }

  private func checkAction(_ entry: PolicyString) throws(PolicyError) {
    guard entry.text != "*" else {
      throw .policyType(
        "a resource control policy must name the service of its actions",
        help: nil,
        at: entry.position
      )
    }
    let prefix = String(entry.text.prefix { $0 != ":" }).lowercased()
    guard services.contains(prefix) else {
      throw .policyType(
        "the service `\(prefix.shown)` takes no part in resource control policies",
        help: WordList(services).guess(for: prefix)
          ?? "a service of your own does when its description says `resourceControlPolicies: true`",
        at: entry.position
      )
    }
  }
}
