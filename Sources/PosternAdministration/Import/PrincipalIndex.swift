internal import PosternModel
internal import PosternPolicy

/// Finds the users and roles that policies name (G-53).
struct PrincipalIndex {
  private let accounts: Set<AccountID>
  private var arns: Set<String> = []
  private var uniqueIDs: Set<String> = []

  /// Indexes contents whose unique ids have been filled in.
  init(_ contents: AccountContents) {
    accounts = Set(contents.accounts.map(\.id))
    let index = ReferenceIndex(contents)
    for user in contents.users {
      let account = index.account(user.account)
      arns.insert(account.arn(type: "user", path: user.path, name: user.name))
      uniqueIDs.insert(user.uniqueID)
    }
    for role in contents.roles {
      let account = index.account(role.account)
      arns.insert(account.arn(type: "role", path: role.path, name: role.name))
      uniqueIDs.insert(role.uniqueID)
    }
  }

  /// Whether an entry may be named: a user or role that exists, one of an account that is not
  /// known here, or a name that is never looked up (accounts, sessions, services).
  func resolves(_ entry: PrincipalElement.Entry) -> Bool {
    guard entry.category == .aws else { return true }
    let name = entry.name.text
    if name.hasPrefix("AIDA") || name.hasPrefix("AROA") { return uniqueIDs.contains(name) }
    guard let arn = ARN(name), arn.service == "iam", arn.resource != "root",
      let account = AccountID(arn.account), accounts.contains(account)
    else { return true }
    return arns.contains(name)
  }

  /// The ARNs that a policy may name.
  var candidates: [String] { Array(arns) }
}
