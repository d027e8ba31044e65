/// A tree of accounts under common policies: the root, units below it, accounts at the ends.
package struct Organization: Hashable, Sendable {
  /// `o-…`.
  package let id: String
  /// The account that owns the organization, which its policies do not limit (table 6.1).
  package let managementAccount: AccountID
  /// Whether service control policies take part in decisions (E-43).
  package let enforcesServiceControlPolicies: Bool
  /// The root, then every level behind the one that it lies in.
  package let levels: [OrganizationLevel]

  /// Creates an organization; names have been validated by the caller.
  package init(
    id: String,
    managementAccount: AccountID,
    enforcesServiceControlPolicies: Bool,
    levels: [OrganizationLevel]
  ) {
    self.id = id
    self.managementAccount = managementAccount
    self.enforcesServiceControlPolicies = enforcesServiceControlPolicies
    self.levels = levels
  }

  /// Returns the indices of the levels from the root down to the one with this index (E-40).
  ///
  /// - Complexity: O(d) in the depth of the level.
  package func lineage(of level: Int) -> [Int] {
    var line = [level]
    while let parent = levels[line[line.count - 1]].parent { line.append(parent) }
    return line.reversed()
  }

  /// Returns the value of `aws:PrincipalOrgPaths` for the levels of a lineage: the organization,
  /// the root and the units, each with a slash behind it.
  package func path(along lineage: [Int]) -> String {
    let names = lineage.map { levels[$0] }.filter { $0.kind != .account }.map(\.id)
    return ([id] + names).map { "\($0)/" }.joined()
  }
}
