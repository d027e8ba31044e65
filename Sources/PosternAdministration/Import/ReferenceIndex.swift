internal import PosternModel

/// Finds groups, roles and policies by the names that entities use for them.
struct ReferenceIndex {
  /// What a reference to a policy leads to.
  enum PolicyReference {
    case found(arn: String)
    case otherAccount
    case missing
  }

  private struct Name: Hashable {
    let account: AccountID
    let lowercased: String
  }

  private var accounts: [AccountID: Account] = [:]
  private var groups: [Name: String] = [:]
  private var groupNames: [AccountID: [String]] = [:]
  private var roles: [Name: String] = [:]
  private var roleNames: [AccountID: [String]] = [:]
  private var policyNames: [Name: String] = [:]
  private var policyOwners: [String: AccountID?] = [:]
  private let policies: [ManagedPolicy]

  /// Indexes contents; of two entities with one name the first counts.
  init(_ contents: AccountContents) {
    policies = contents.policies
    for account in contents.accounts where accounts[account.id] == nil {
      accounts[account.id] = account
    }
    for group in contents.groups {
      let name = Name(account: group.account, lowercased: group.name.lowercased())
      if groups[name] == nil { groups[name] = group.name }
      groupNames[group.account, default: []].append(group.name)
    }
    for role in contents.roles {
      let name = Name(account: role.account, lowercased: role.name.lowercased())
      if roles[name] == nil { roles[name] = role.name }
      roleNames[role.account, default: []].append(role.name)
    }
    for policy in contents.policies {
      policyOwners[policy.arn] = .some(policy.account)
      guard let account = policy.account else { continue }
      let name = Name(account: account, lowercased: policy.name.lowercased())
      if policyNames[name] == nil { policyNames[name] = policy.arn }
    }
  }

  /// Returns an account; one that was not given has the partition that most have.
  func account(_ id: AccountID) -> Account {
    accounts[id] ?? Account(id: id, partition: "aws", alias: nil)
  }

  /// Returns a group's own spelling of its name.
  func group(_ name: String, in account: AccountID) -> String? {
    groups[Name(account: account, lowercased: name.lowercased())]
  }

  /// The names of an account's groups.
  func groupNames(in account: AccountID) -> [String] { groupNames[account] ?? [] }

  /// Returns a role's own spelling of its name.
  func role(_ name: String, in account: AccountID) -> String? {
    roles[Name(account: account, lowercased: name.lowercased())]
  }

  /// The names of an account's roles.
  func roleNames(in account: AccountID) -> [String] { roleNames[account] ?? [] }

  /// Finds a managed policy by its ARN, or by its name alone in the account.
  func policy(_ reference: String, in account: AccountID) -> PolicyReference {
    if reference.hasPrefix("arn:") {
      guard let owner = policyOwners[reference] else { return .missing }
      return owner == nil || owner == account ? .found(arn: reference) : .otherAccount
    }
    let name = Name(account: account, lowercased: reference.lowercased())
    return policyNames[name].map(PolicyReference.found) ?? .missing
  }

  /// The names or ARNs that a reference in this account may use.
  func policyNames(in account: AccountID, asARNs: Bool) -> [String] {
    if asARNs { return policies.map(\.arn) }
    return policies.filter { $0.account == account }.map(\.name)
  }
}
