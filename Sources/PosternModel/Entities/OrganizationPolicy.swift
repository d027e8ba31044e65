/// A service control policy or a resource control policy, attached to a level of an organization.
package struct OrganizationPolicy: Hashable, Sendable {
  /// 1 to 128 characters of `[\w+=,.@-]`, unique in the organization for its kind of policy.
  package let name: String
  /// The document.
  package let document: PolicyText

  /// Creates a policy.
  package init(name: String, document: PolicyText) {
    self.name = name
    self.document = document
  }

  /// The service control policy that every level has unless it says otherwise (E-42).
  package static let fullAccess = OrganizationPolicy(
    name: "FullAWSAccess",
    document: PolicyText(
      text: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
      origin: nil
    )
  )
}
