internal import PosternModel

extension ContentsReader {
  /// The policies of one level.
  private struct Attached {
    var service: [OrganizationPolicy] = []
    var resource: [OrganizationPolicy] = []
  }

  /// Reads organizations with their levels and the policies of these.
  func organizations(_ connection: borrowing Connection) throws(StoreError) -> [Organization] {
    let attached = try organizationPolicies(connection)
    let levels = try organizationLevels(connection, attached)
    let rows = try connection.prepare(
      """
      SELECT id, name, management_account, enforces_service_control_policies
      FROM organizations ORDER BY id
      """,
      subject: "organizations"
    )
    try rows.start([])
    var organizations: [Organization] = []
    while try rows.step() {
      organizations.append(
        Organization(
          id: try Self.required(rows.text(1), "organizations"),
          managementAccount: try Self.account(rows.text(2), "organizations"),
          enforcesServiceControlPolicies: rows.integer(3) != 0,
          levels: levels[rows.integer(0)] ?? []
        )
      )
    }
    return organizations
  }

  private func organizationLevels(
    _ connection: borrowing Connection,
    _ attached: [Int64: Attached]
  ) throws(StoreError) -> [Int64: [OrganizationLevel]] {
    let table = "organization_levels"
    // Levels are counted from 1 here, so that 0 stands for none.
    let rows = try connection.prepare(
      """
      SELECT id, organization, kind, name, ifnull(parent + 1, 0) FROM organization_levels
      ORDER BY organization, ordinal
      """,
      subject: table
    )
    try rows.start([])
    var levels: [Int64: [OrganizationLevel]] = [:]
    while try rows.step() {
      let policies = attached[rows.integer(0)] ?? Attached()
      let kind = rows.text(2).flatMap(OrganizationLevel.Kind.init)
      levels[rows.integer(1), default: []].append(
        OrganizationLevel(
          kind: try Self.required(kind, table),
          id: try Self.required(rows.text(3), table),
          parent: rows.integer(4) == 0 ? nil : Int(rows.integer(4) - 1),
          serviceControlPolicies: policies.service,
          resourceControlPolicies: policies.resource
        )
      )
    }
    return levels
  }

  private func organizationPolicies(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [Int64: Attached] {
    let table = "organization_policies"
    let rows = try connection.prepare(
      "SELECT level, kind, name, document FROM organization_policies ORDER BY id",
      subject: table
    )
    try rows.start([])
    var attached: [Int64: Attached] = [:]
    while try rows.step() {
      let policy = OrganizationPolicy(
        name: try Self.required(rows.text(2), table),
        document: try document(rows.integer(3))
      )
      if rows.text(1) == "scp" {
        attached[rows.integer(0), default: Attached()].service.append(policy)
      } else {
        attached[rows.integer(0), default: Attached()].resource.append(policy)
      }
    }
    return attached
  }
}
