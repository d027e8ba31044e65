internal import PosternModel
internal import PosternText

/// Reads all tables into contents, each list in the order in which it was written.
///
/// What belongs to entities is read first and collected by owner; the entities then take their
/// share.
struct ContentsReader {
  private var documents: [Int64: PolicyText] = [:]
  private var inlinePolicies: [Owner: [InlinePolicy]] = [:]
  private var attachedPolicies: [Owner: [String]] = [:]
  private var tags: [Owner: [Tag]] = [:]
  private var groupNames: [Int64: [String]] = [:]
  private var versions: [Int64: [ManagedPolicy.Version]] = [:]

  /// Returns everything; the caller's transaction makes it one view.
  static func read(_ connection: borrowing Connection) throws(StoreError) -> AccountContents {
    var reader = ContentsReader()
    try reader.collect(connection)
    var contents = AccountContents()
    contents.accounts = try reader.accounts(connection)
    contents.policies = try reader.policies(connection)
    contents.groups = try reader.groups(connection)
    contents.users = try reader.users(connection)
    contents.roles = try reader.roles(connection)
    contents.resourcePolicies = try reader.resourcePolicies(connection)
    contents.organizations = try reader.organizations(connection)
    contents.instanceProfiles = try reader.instanceProfiles(connection)
    contents.services = try reader.services(connection)
    return contents
  }

  private mutating func collect(_ connection: borrowing Connection) throws(StoreError) {
    try collectDocuments(connection)
    try collectInlinePolicies(connection)
    try collectAttachments(connection)
    try collectTags(connection)
    try collectMemberships(connection)
    try collectVersions(connection)
  }

  private func principals(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [Int64: [String: String]] {
    let table = "document_principals"
    let rows = try connection.prepare(
      "SELECT document, arn, unique_id FROM document_principals",
      subject: table
    )
    try rows.start([])
    var principals: [Int64: [String: String]] = [:]
    while try rows.step() {
      let arn = try Self.required(rows.text(1), table)
      principals[rows.integer(0), default: [:]][arn] = try Self.required(rows.text(2), table)
    }
    return principals
  }

  private mutating func collectDocuments(_ connection: borrowing Connection) throws(StoreError) {
    let principals = try principals(connection)
    let rows = try connection.prepare(
      "SELECT id, text, file, line, column, byte_offset, is_verbatim FROM documents",
      subject: "documents"
    )
    try rows.start([])
    while try rows.step() {
      let position = TextPosition(
        line: Int(rows.integer(3)),
        column: Int(rows.integer(4)),
        byteOffset: Int(rows.integer(5))
      )
      let isVerbatim = rows.integer(6) != 0
      let origin = rows.text(2).map {
        SourceOrigin(file: $0, position: position, isVerbatim: isVerbatim)
      }
      documents[rows.integer(0)] = PolicyText(
        text: try Self.required(rows.text(1), "documents"),
        origin: origin,
        principals: principals[rows.integer(0)] ?? [:]
      )
    }
  }

  private mutating func collectInlinePolicies(
    _ connection: borrowing Connection
  ) throws(StoreError) {
    let rows = try connection.prepare(
      "SELECT user, group_id, role, name, document FROM inline_policies ORDER BY id",
      subject: "inline_policies"
    )
    try rows.start([])
    while try rows.step() {
      let owner = try Self.owner(rows, "inline_policies")
      let policy = InlinePolicy(
        name: try Self.required(rows.text(3), "inline_policies"),
        document: try document(rows.integer(4))
      )
      inlinePolicies[owner, default: []].append(policy)
    }
  }

  private mutating func collectAttachments(_ connection: borrowing Connection) throws(StoreError) {
    let rows = try connection.prepare(
      """
      SELECT a.user, a.group_id, a.role, p.arn FROM attachments a
      JOIN policies p ON p.id = a.policy ORDER BY a.id
      """,
      subject: "attachments"
    )
    try rows.start([])
    while try rows.step() {
      let owner = try Self.owner(rows, "attachments")
      attachedPolicies[owner, default: []].append(
        try Self.required(rows.text(3), "attachments")
      )
    }
  }

  private mutating func collectTags(_ connection: borrowing Connection) throws(StoreError) {
    let rows = try connection.prepare(
      "SELECT user, NULL, role, key, value FROM tags ORDER BY id",
      subject: "tags"
    )
    try rows.start([])
    while try rows.step() {
      let owner = try Self.owner(rows, "tags")
      tags[owner, default: []].append(
        Tag(
          key: try Self.required(rows.text(3), "tags"),
          value: try Self.required(rows.text(4), "tags")
        )
      )
    }
  }

  private mutating func collectMemberships(_ connection: borrowing Connection) throws(StoreError) {
    let names = try names(ofGroups: connection)
    // In the order of the table's key: having SQLite sort three rows for each user takes longer
    // than reading them.
    let rows = try connection.prepare(
      "SELECT user, group_id, ordinal FROM memberships ORDER BY user",
      subject: "memberships"
    )
    try rows.start([])
    var user: Int64?
    var ofUser: [String] = []
    var ordinals: [Int64] = []
    while try rows.step() {
      if rows.integer(0) != user {
        if let user { groupNames[user] = ofUser }
        user = rows.integer(0)
        ofUser.removeAll()
        ordinals.removeAll(keepingCapacity: true)
      }
      let ordinal = rows.integer(2)
      let place = ordinals.firstIndex { $0 > ordinal } ?? ordinals.endIndex
      ordinals.insert(ordinal, at: place)
      ofUser.insert(try Self.required(names[rows.integer(1)], "memberships"), at: place)
    }
    if let user { groupNames[user] = ofUser }
  }

  private func names(
    ofGroups connection: borrowing Connection
  ) throws(StoreError) -> [Int64: String] {
    let rows = try connection.prepare("SELECT id, name FROM groups", subject: "groups")
    try rows.start([])
    var names: [Int64: String] = [:]
    while try rows.step() { names[rows.integer(0)] = try Self.required(rows.text(1), "groups") }
    return names
  }

  private mutating func collectVersions(_ connection: borrowing Connection) throws(StoreError) {
    let rows = try connection.prepare(
      """
      SELECT policy, number, document, created_seconds FROM policy_versions
      ORDER BY policy, ordinal
      """,
      subject: "policy_versions"
    )
    try rows.start([])
    while try rows.step() {
      versions[rows.integer(0), default: []].append(
        ManagedPolicy.Version(
          number: Int(rows.integer(1)),
          document: try document(rows.integer(2)),
          createdSeconds: rows.integer(3)
        )
      )
    }
  }

  private func accounts(_ connection: borrowing Connection) throws(StoreError) -> [Account] {
    let rows = try connection.prepare(
      "SELECT id, partition, alias FROM accounts ORDER BY ordinal",
      subject: "accounts"
    )
    try rows.start([])
    var accounts: [Account] = []
    while try rows.step() {
      accounts.append(
        Account(
          id: try Self.account(rows.text(0), "accounts"),
          partition: try Self.required(rows.text(1), "accounts"),
          alias: rows.text(2)
        )
      )
    }
    return accounts
  }

  private func policies(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [ManagedPolicy] {
    let rows = try connection.prepare(
      """
      SELECT id, arn, account, name, path, unique_id, summary, created_seconds, default_version
      FROM policies ORDER BY id
      """,
      subject: "policies"
    )
    try rows.start([])
    var policies: [ManagedPolicy] = []
    while try rows.step() {
      var account: AccountID?
      if let text = rows.text(2) { account = try Self.account(text, "policies") }
      policies.append(
        ManagedPolicy(
          arn: try Self.required(rows.text(1), "policies"),
          account: account,
          name: try Self.required(rows.text(3), "policies"),
          path: try Self.required(rows.text(4), "policies"),
          uniqueID: try Self.required(rows.text(5), "policies"),
          summary: try Self.required(rows.text(6), "policies"),
          createdSeconds: rows.integer(7),
          versions: versions[rows.integer(0)] ?? [],
          defaultVersionNumber: Int(rows.integer(8))
        )
      )
    }
    return policies
  }

  private func groups(_ connection: borrowing Connection) throws(StoreError) -> [Group] {
    let rows = try connection.prepare(
      "SELECT id, account, name, path, unique_id, created_seconds FROM groups ORDER BY id",
      subject: "groups"
    )
    try rows.start([])
    var groups: [Group] = []
    while try rows.step() {
      let owner = Owner.group(rows.integer(0))
      groups.append(
        Group(
          account: try Self.account(rows.text(1), "groups"),
          name: try Self.required(rows.text(2), "groups"),
          path: try Self.required(rows.text(3), "groups"),
          uniqueID: try Self.required(rows.text(4), "groups"),
          createdSeconds: rows.integer(5),
          inlinePolicies: inlinePolicies[owner] ?? [],
          attachedPolicies: attachedPolicies[owner] ?? []
        )
      )
    }
    return groups
  }

  private func users(_ connection: borrowing Connection) throws(StoreError) -> [User] {
    let rows = try connection.prepare(
      """
      SELECT u.id, u.account, u.name, u.path, u.unique_id, u.created_seconds, p.arn
      FROM users u LEFT JOIN policies p ON p.id = u.boundary ORDER BY u.id
      """,
      subject: "users"
    )
    try rows.start([])
    var users: [User] = []
    while try rows.step() {
      let owner = Owner.user(rows.integer(0))
      users.append(
        User(
          account: try Self.account(rows.text(1), "users"),
          name: try Self.required(rows.text(2), "users"),
          path: try Self.required(rows.text(3), "users"),
          uniqueID: try Self.required(rows.text(4), "users"),
          createdSeconds: rows.integer(5),
          groups: groupNames[owner.row] ?? [],
          inlinePolicies: inlinePolicies[owner] ?? [],
          attachedPolicies: attachedPolicies[owner] ?? [],
          permissionsBoundary: rows.text(6),
          tags: tags[owner] ?? []
        )
      )
    }
    return users
  }

  private func roles(_ connection: borrowing Connection) throws(StoreError) -> [Role] {
    let rows = try connection.prepare(
      """
      SELECT r.id, r.account, r.name, r.path, r.unique_id, r.created_seconds, r.trust,
        r.session_seconds_max, p.arn
      FROM roles r LEFT JOIN policies p ON p.id = r.boundary ORDER BY r.id
      """,
      subject: "roles"
    )
    try rows.start([])
    var roles: [Role] = []
    while try rows.step() {
      let owner = Owner.role(rows.integer(0))
      roles.append(
        Role(
          account: try Self.account(rows.text(1), "roles"),
          name: try Self.required(rows.text(2), "roles"),
          path: try Self.required(rows.text(3), "roles"),
          uniqueID: try Self.required(rows.text(4), "roles"),
          createdSeconds: rows.integer(5),
          trustPolicy: try document(rows.integer(6)),
          sessionSecondsMax: Int(rows.integer(7)),
          inlinePolicies: inlinePolicies[owner] ?? [],
          attachedPolicies: attachedPolicies[owner] ?? [],
          permissionsBoundary: rows.text(8),
          tags: tags[owner] ?? []
        )
      )
    }
    return roles
  }

  private func resourcePolicies(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [ResourcePolicy] {
    let rows = try connection.prepare(
      "SELECT resource, account, document FROM resource_policies ORDER BY id",
      subject: "resource_policies"
    )
    try rows.start([])
    var policies: [ResourcePolicy] = []
    while try rows.step() {
      policies.append(
        ResourcePolicy(
          resource: try Self.required(rows.text(0), "resource_policies"),
          account: try Self.account(rows.text(1), "resource_policies"),
          document: try document(rows.integer(2))
        )
      )
    }
    return policies
  }

  /// The document in a row.
  func document(_ row: Int64) throws(StoreError) -> PolicyText {
    try Self.required(documents[row], "documents")
  }

  private static func owner(
    _ rows: borrowing Statement,
    _ table: String
  ) throws(StoreError) -> Owner {
    try required(
      Owner(user: rows.integer(0), group: rows.integer(1), role: rows.integer(2)),
      table
    )
  }

  /// The account in a column.
  static func account(_ text: String?, _ table: String) throws(StoreError) -> AccountID {
    try required(text.flatMap(AccountID.init), table)
  }

  /// The value in a column that is never empty.
  static func required<Value>(
    _ value: Value?,
    _ table: String
  ) throws(StoreError) -> Value {
    guard let value else {
      throw StoreError(code: .damaged, subject: table, message: "a row lacks a value")
    }
    return value
  }
}
