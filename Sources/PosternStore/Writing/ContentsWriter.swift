internal import PosternModel
internal import PosternText

/// Writes contents into empty tables: policies first, then groups, users and roles that refer to
/// them.
struct ContentsWriter: ~Copyable {
  private let documents: Statement
  private let principals: Statement
  private let inlinePolicies: Statement
  private let attachments: Statement
  private let tags: Statement
  private var policyRows: [String: Int64] = [:]
  private var groupRows: [AccountID: [String: Int64]] = [:]
  private var roleRows: [AccountID: [String: Int64]] = [:]

  /// Compiles the statements that several kinds of entities share.
  init(on connection: borrowing Connection) throws(StoreError) {
    let documents = try connection.prepare(
      """
      INSERT INTO documents (text, file, line, column, byte_offset, is_verbatim)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      subject: "documents"
    )
    let principals = try connection.prepare(
      "INSERT INTO document_principals (document, arn, unique_id) VALUES (?, ?, ?)",
      subject: "document_principals"
    )
    let inlinePolicies = try connection.prepare(
      "INSERT INTO inline_policies (user, group_id, role, name, document) VALUES (?, ?, ?, ?, ?)",
      subject: "inline_policies"
    )
    let attachments = try connection.prepare(
      "INSERT INTO attachments (user, group_id, role, policy) VALUES (?, ?, ?, ?)",
      subject: "attachments"
    )
    let tags = try connection.prepare(
      "INSERT INTO tags (user, role, key, value) VALUES (?, ?, ?, ?)",
      subject: "tags"
    )
    self.documents = documents
    self.principals = principals
    self.inlinePolicies = inlinePolicies
    self.attachments = attachments
    self.tags = tags
  }

  /// Empties all tables but the revision, children before what they refer to.
  mutating func removeAll(on connection: borrowing Connection) throws(StoreError) {
    let tables = [
      "service_keys", "service_action_types", "service_actions", "service_resource_types",
      "services", "instance_profile_tags", "instance_profiles", "document_principals",
      "organization_policies", "organization_levels", "organizations", "resource_policies",
      "tags", "attachments", "inline_policies", "memberships", "roles", "users", "groups",
      "policy_versions", "policies", "documents", "accounts",
    ]
    for table in tables { try connection.execute("DELETE FROM \(table)") }
    policyRows = [:]
    groupRows = [:]
    roleRows = [:]
  }

  /// Inserts everything; of what most accounts have nothing, no statement is compiled in vain.
  mutating func insert(
    _ contents: AccountContents,
    on connection: borrowing Connection
  ) throws(StoreError) {
    try insert(contents.accounts, on: connection)
    try insert(contents.policies, on: connection)
    try insert(contents.groups, on: connection)
    try insert(contents.users, on: connection)
    try insert(contents.roles, on: connection)
    if !contents.resourcePolicies.isEmpty {
      try insert(contents.resourcePolicies, on: connection)
    }
    if !contents.organizations.isEmpty { try insert(contents.organizations, on: connection) }
    if !contents.instanceProfiles.isEmpty {
      try insert(contents.instanceProfiles, on: connection)
    }
    if !contents.services.isEmpty { try insert(contents.services, on: connection) }
  }

  private func insert(
    _ accounts: [Account],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      "INSERT INTO accounts (id, ordinal, partition, alias) VALUES (?, ?, ?, ?)",
      subject: "accounts"
    )
    for (ordinal, account) in accounts.enumerated() {
      try statement.run([
        .text(account.id.text), .integer(Int64(ordinal)), .text(account.partition),
        .text(orNull: account.alias),
      ])
    }
  }

  private mutating func insert(
    _ policies: [ManagedPolicy],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      """
      INSERT INTO policies
        (arn, account, name, path, unique_id, summary, created_seconds, default_version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      subject: "policies"
    )
    let versions = try connection.prepare(
      """
      INSERT INTO policy_versions (policy, number, ordinal, created_seconds, document)
      VALUES (?, ?, ?, ?, ?)
      """,
      subject: "policy_versions"
    )
    for policy in policies {
      try statement.run([
        .text(policy.arn), .text(orNull: policy.account?.text), .text(policy.name),
        .text(policy.path), .text(policy.uniqueID), .text(policy.summary),
        .integer(policy.createdSeconds), .integer(Int64(policy.defaultVersionNumber)),
      ])
      let row = connection.lastRow
      policyRows[policy.arn] = row
      for (ordinal, version) in policy.versions.enumerated() {
        let document = try insert(version.document, on: connection)
        try versions.run([
          .integer(row), .integer(Int64(version.number)), .integer(Int64(ordinal)),
          .integer(version.createdSeconds), .integer(document),
        ])
      }
    }
  }

  private mutating func insert(
    _ groups: [Group],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      """
      INSERT INTO groups (account, name, path, unique_id, created_seconds) VALUES (?, ?, ?, ?, ?)
      """,
      subject: "groups"
    )
    for group in groups {
      try statement.run([
        .text(group.account.text), .text(group.name), .text(group.path), .text(group.uniqueID),
        .integer(group.createdSeconds),
      ])
      let owner = Owner.group(connection.lastRow)
      groupRows[group.account, default: [:]][group.name] = owner.row
      try insert(group.inlinePolicies, of: owner, on: connection)
      try attach(group.attachedPolicies, to: owner, name: group.name)
    }
  }

  private mutating func insert(
    _ users: [User],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      """
      INSERT INTO users (account, name, path, unique_id, created_seconds, boundary)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      subject: "users"
    )
    let memberships = try connection.prepare(
      "INSERT INTO memberships (user, ordinal, group_id) VALUES (?, ?, ?)",
      subject: "memberships"
    )
    for user in users {
      try statement.run([
        .text(user.account.text), .text(user.name), .text(user.path), .text(user.uniqueID),
        .integer(user.createdSeconds),
        .integer(orNull: try boundaryRow(user.permissionsBoundary, name: user.name)),
      ])
      let owner = Owner.user(connection.lastRow)
      for (ordinal, group) in user.groups.enumerated() {
        guard let row = groupRows[user.account]?[group] else {
          throw unknown("group", group, name: user.name)
        }
        try memberships.run([.integer(owner.row), .integer(Int64(ordinal)), .integer(row)])
      }
      try insert(user.inlinePolicies, of: owner, on: connection)
      try attach(user.attachedPolicies, to: owner, name: user.name)
      try insert(user.tags, of: owner)
    }
  }

  private mutating func insert(
    _ roles: [Role],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      """
      INSERT INTO roles
        (account, name, path, unique_id, created_seconds, trust, session_seconds_max, boundary)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      subject: "roles"
    )
    for role in roles {
      let trust = try insert(role.trustPolicy, on: connection)
      try statement.run([
        .text(role.account.text), .text(role.name), .text(role.path), .text(role.uniqueID),
        .integer(role.createdSeconds), .integer(trust), .integer(Int64(role.sessionSecondsMax)),
        .integer(orNull: try boundaryRow(role.permissionsBoundary, name: role.name)),
      ])
      let owner = Owner.role(connection.lastRow)
      roleRows[role.account, default: [:]][role.name] = owner.row
      try insert(role.inlinePolicies, of: owner, on: connection)
      try attach(role.attachedPolicies, to: owner, name: role.name)
      try insert(role.tags, of: owner)
    }
  }

  private mutating func insert(
    _ policies: [ResourcePolicy],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      "INSERT INTO resource_policies (resource, account, document) VALUES (?, ?, ?)",
      subject: "resource_policies"
    )
    for policy in policies {
      let document = try insert(policy.document, on: connection)
      try statement.run([
        .text(policy.resource), .text(policy.account.text), .integer(document),
      ])
    }
  }

  /// Inserts a document and returns its row.
  mutating func insert(
    _ document: PolicyText,
    on connection: borrowing Connection
  ) throws(StoreError) -> Int64 {
    let origin = document.origin
    try documents.run([
      .text(document.text), .text(orNull: origin?.file),
      .integer(orNull: origin.map { Int64($0.position.line) }),
      .integer(orNull: origin.map { Int64($0.position.column) }),
      .integer(orNull: origin.map { Int64($0.position.byteOffset) }),
      .integer(orNull: origin.map { $0.isVerbatim ? 1 : 0 }),
    ])
    let row = connection.lastRow
    for (arn, uniqueID) in document.principals.sorted(by: { $0.key < $1.key }) {
      try principals.run([.integer(row), .text(arn), .text(uniqueID)])
    }
    return row
  }

  private mutating func insert(
    _ policies: [InlinePolicy],
    of owner: Owner,
    on connection: borrowing Connection
  ) throws(StoreError) {
    for policy in policies {
      let document = try insert(policy.document, on: connection)
      try inlinePolicies.run(owner.columns + [.text(policy.name), .integer(document)])
    }
  }

  private mutating func attach(
    _ policies: [String],
    to owner: Owner,
    name: String
  ) throws(StoreError) {
    for policy in policies {
      guard let row = policyRows[policy] else { throw unknown("policy", policy, name: name) }
      try attachments.run(owner.columns + [.integer(row)])
    }
  }

  private mutating func insert(_ tags: [Tag], of owner: Owner) throws(StoreError) {
    for tag in tags {
      try self.tags.run(owner.taggableColumns + [.text(tag.key), .text(tag.value)])
    }
  }

  private func boundaryRow(_ arn: String?, name: String) throws(StoreError) -> Int64? {
    guard let arn else { return nil }
    guard let row = policyRows[arn] else { throw unknown("policy", arn, name: name) }
    return row
  }

  /// The row of a role by its own spelling of its name.
  func roleRow(
    _ role: String?,
    in account: AccountID,
    name: String
  ) throws(StoreError) -> Int64? {
    guard let role else { return nil }
    guard let row = roleRows[account]?[role] else { throw unknown("role", role, name: name) }
    return row
  }

  /// The error about a reference that leads nowhere.
  func unknown(_ kind: String, _ reference: String, name: String) -> StoreError {
    StoreError(
      code: .unknownReference,
      subject: name,
      message: "there is no \(kind) `\(reference)`"
    )
  }
}
