/// The policy of one resource: it says who may do what with the resource and everything below it.
package struct ResourcePolicy: Hashable, Sendable {
  /// The resource's ARN, without wildcards; it need not say the account.
  package let resource: String
  /// The account that owns the resource.
  package let account: AccountID
  /// The document.
  package let document: PolicyText

  /// Creates a resource policy; the ARN has been validated by the caller.
  package init(resource: String, account: AccountID, document: PolicyText) {
    self.resource = resource
    self.account = account
    self.document = document
  }
}
