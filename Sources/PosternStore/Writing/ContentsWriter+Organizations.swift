internal import PosternModel

extension ContentsWriter {
  /// Inserts organizations with their levels and the policies of these.
  mutating func insert(
    _ organizations: [Organization],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      """
      INSERT INTO organizations (name, management_account, enforces_service_control_policies)
      VALUES (?, ?, ?)
      """,
      subject: "organizations"
    )
    let levels = try connection.prepare(
      """
      INSERT INTO organization_levels (organization, ordinal, kind, name, parent)
      VALUES (?, ?, ?, ?, ?)
      """,
      subject: "organization_levels"
    )
    for organization in organizations {
      try statement.run([
        .text(organization.id), .text(organization.managementAccount.text),
        .integer(organization.enforcesServiceControlPolicies ? 1 : 0),
      ])
      let row = connection.lastRow
      for (ordinal, level) in organization.levels.enumerated() {
        try levels.run([
          .integer(row), .integer(Int64(ordinal)), .text(level.kind.rawValue), .text(level.id),
          .integer(orNull: level.parent.map { Int64($0) }),
        ])
        let levelRow = connection.lastRow
        try insert(level.serviceControlPolicies, "scp", of: levelRow, on: connection)
        try insert(level.resourceControlPolicies, "rcp", of: levelRow, on: connection)
      }
    }
  }

  private mutating func insert(
    _ policies: [OrganizationPolicy],
    _ kind: String,
    of level: Int64,
    on connection: borrowing Connection
  ) throws(StoreError) {
    guard !policies.isEmpty else { return }
    let statement = try connection.prepare(
      "INSERT INTO organization_policies (level, kind, name, document) VALUES (?, ?, ?, ?)",
      subject: "organization_policies"
    )
    for policy in policies {
      let document = try insert(policy.document, on: connection)
      try statement.run([
        .integer(level), .text(kind), .text(policy.name), .integer(document),
      ])
    }
  }
}
