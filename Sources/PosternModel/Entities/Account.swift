/// An account: the owner of users, groups, roles and policies.
package struct Account: Hashable, Sendable {
  /// Its twelve digits.
  package let id: AccountID
  /// The partition of its ARNs, `aws` unless the account says otherwise.
  package let partition: String
  /// A readable name, nil when it has none.
  package let alias: String?

  /// Creates an account.
  package init(id: AccountID, partition: String, alias: String?) {
    self.id = id
    self.partition = partition
    self.alias = alias
  }

  /// Returns the ARN of an entity of this account in the `iam` service.
  ///
  /// - Parameters:
  ///   - type: the word before the path: `user`, `group`, `role`, `policy`, `instance-profile`.
  ///   - path: begins and ends with `/`.
  ///   - name: the entity's name.
  /// - Returns: the whole ARN.
  package func arn(type: String, path: String, name: String) -> String {
    "arn:\(partition):iam::\(id.text):\(type)\(path)\(name)"
  }
}
