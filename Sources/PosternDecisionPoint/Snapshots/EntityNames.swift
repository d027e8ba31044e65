import PosternEngine
import PosternModel

/// The names of entities as requests and explanations use them.
struct EntityNames {
  /// A name inside an account, which ignores case.
  struct Key: Hashable {
    private let account: AccountID
    private let name: String

    /// Creates the key of a name.
    init(_ account: AccountID, _ name: String) {
      self.account = account
      // Most names are in lower case already.
      let isLowerCase = name.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A ~= $0) }
      self.name = isLowerCase ? name : name.lowercased()
    }
  }

  private let accounts: [AccountID: Account]

  /// Creates the names of entities in these accounts.
  init(_ accounts: [Account]) {
    self.accounts = Dictionary(
      accounts.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The ARN of a user.
  func arn(of user: User) -> String {
    account(user.account).arn(type: "user", path: user.path, name: user.name)
  }

  /// The ARN of a group.
  func arn(of group: Group) -> String {
    account(group.account).arn(type: "group", path: group.path, name: group.name)
  }

  /// The ARN of a role.
  func arn(of role: Role) -> String {
    account(role.account).arn(type: "role", path: role.path, name: role.name)
  }

  /// The owner of an account, as a principal.
  func root(of account: Account, scp: [LayerContent]?) -> PrincipalEntry {
    let arn = "arn:\(account.partition):iam::\(account.id):root"
    return PrincipalEntry(
      form: .root,
      lookup: .name(arn),
      arn: arn,
      name: "root",
      uniqueID: account.id.text,
      issuer: "",
      sets: [],
      boundary: .absent,
      session: .absent,
      scp: scp,
      tags: []
    )
  }

  /// The ARN of a policy of an organization; `type` is `service_control_policy` or
  /// `resource_control_policy`.
  func arn(of policy: OrganizationPolicy, type: String, in organization: Organization) -> String {
    if policy == .fullAccess { return "arn:aws:organizations::aws:policy/\(type)/p-FullAWSAccess" }
    let owner = account(organization.managementAccount)
    return "arn:\(owner.partition):organizations::\(owner.id):policy/\(organization.id)/\(type)/"
      + policy.name
  }

  private func account(_ id: AccountID) -> Account {
    accounts[id] ?? Account(id: id, partition: "aws", alias: nil)
  }
}
