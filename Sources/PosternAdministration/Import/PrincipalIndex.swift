internal import PosternModel
internal import PosternPolicy

/// Finds the users and roles that policies name (G-53).
struct PrincipalIndex {
  /// What a name in `Principal` or `NotPrincipal` leads to.
  enum Reference {
    /// A user or a role of an account that is known here; from now on its unique id is meant.
    case entity(uniqueID: String)
    /// A name that stays what it is: an account, a session, a service, an entity of an account that
    /// is not known here, the unique id of an entity.
    case asWritten
    /// The unique id of nobody: what is left of a grant to an entity that is gone.
    case gone
    /// A user or a role that its account does not have.
    case missing
  }

  private let accounts: Set<AccountID>
  private var uniqueIDs: [String: String] = [:]
  private let known: Set<String>

  /// Indexes contents whose unique ids have been filled in.
  init(_ contents: AccountContents) {
    accounts = Set(contents.accounts.map(\.id))
    known = Set(contents.users.map(\.uniqueID) + contents.roles.map(\.uniqueID))
    let index = ReferenceIndex(contents)
    for user in contents.users {
      let account = index.account(user.account)
      let arn = account.arn(type: "user", path: user.path, name: user.name)
      uniqueIDs[arn] = user.uniqueID
    }
    for role in contents.roles {
      let account = index.account(role.account)
      let arn = account.arn(type: "role", path: role.path, name: role.name)
      uniqueIDs[arn] = role.uniqueID
    }
  }

  /// Looks an entry up.
  func reference(_ entry: PrincipalElement.Entry) -> Reference {
    let name = entry.name.text
    let isID = name.hasPrefix("AIDA") || name.hasPrefix("AROA")
    if entry.category == .aws, isID { return known.contains(name) ? .asWritten : .gone }
    guard entry.category == .aws, let arn = ARN(name), arn.service == "iam",
      arn.resource != "root", let account = AccountID(arn.account), accounts.contains(account)
    else { return .asWritten }
    return uniqueIDs[name].map(Reference.entity) ?? .missing
  }

  /// The ARNs that a policy may name.
  var candidates: [String] { Array(uniqueIDs.keys) }
}
