internal import PosternModel

extension ContentsReader {
  /// Reads instance profiles with the names of their roles.
  func instanceProfiles(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [InstanceProfile] {
    let table = "instance_profiles"
    let tags = try instanceProfileTags(connection)
    let rows = try connection.prepare(
      """
      SELECT i.id, i.account, i.name, i.path, i.unique_id, i.created_seconds, r.name
      FROM instance_profiles i LEFT JOIN roles r ON r.id = i.role ORDER BY i.id
      """,
      subject: table
    )
    try rows.start([])
    var profiles: [InstanceProfile] = []
    while try rows.step() {
      profiles.append(
        InstanceProfile(
          account: try Self.account(rows.text(1), table),
          name: try Self.required(rows.text(2), table),
          path: try Self.required(rows.text(3), table),
          uniqueID: try Self.required(rows.text(4), table),
          createdSeconds: rows.integer(5),
          role: rows.text(6),
          tags: tags[rows.integer(0)] ?? []
        )
      )
    }
    return profiles
  }

  private func instanceProfileTags(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [Int64: [Tag]] {
    let table = "instance_profile_tags"
    let rows = try connection.prepare(
      "SELECT profile, key, value FROM instance_profile_tags ORDER BY id",
      subject: table
    )
    try rows.start([])
    var tags: [Int64: [Tag]] = [:]
    while try rows.step() {
      tags[rows.integer(0), default: []].append(
        Tag(
          key: try Self.required(rows.text(1), table),
          value: try Self.required(rows.text(2), table)
        )
      )
    }
    return tags
  }

  /// Reads services with everything that describes them.
  func services(_ connection: borrowing Connection) throws(StoreError) -> [Service] {
    let types = try resourceTypes(connection)
    let actions = try actions(connection)
    let keys = try keys(connection)
    let rows = try connection.prepare(
      "SELECT id, prefix, is_resource_controlled, omits_resource FROM services ORDER BY id",
      subject: "services"
    )
    try rows.start([])
    var services: [Service] = []
    while try rows.step() {
      let row = rows.integer(0)
      services.append(
        Service(
          prefix: try Self.required(rows.text(1), "services"),
          isResourceControlled: rows.integer(2) != 0,
          omitsResource: rows.integer(3) != 0,
          resourceTypes: types[row] ?? [],
          actions: actions[row] ?? [],
          keys: keys[row] ?? []
        )
      )
    }
    return services
  }

  private func resourceTypes(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [Int64: [Service.ResourceType]] {
    let table = "service_resource_types"
    let rows = try connection.prepare(
      "SELECT service, name, arn, needs_grant FROM service_resource_types ORDER BY id",
      subject: table
    )
    try rows.start([])
    var types: [Int64: [Service.ResourceType]] = [:]
    while try rows.step() {
      types[rows.integer(0), default: []].append(
        Service.ResourceType(
          name: try Self.required(rows.text(1), table),
          arn: try Self.required(rows.text(2), table),
          needsResourceGrant: rows.integer(3) != 0
        )
      )
    }
    return types
  }

  private func actions(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [Int64: [Service.Action]] {
    let table = "service_actions"
    let types = try actionTypes(connection)
    let rows = try connection.prepare(
      """
      SELECT id, service, name, default_resource, handles_policy, is_exempt
      FROM service_actions ORDER BY id
      """,
      subject: table
    )
    try rows.start([])
    var actions: [Int64: [Service.Action]] = [:]
    while try rows.step() {
      actions[rows.integer(1), default: []].append(
        Service.Action(
          name: try Self.required(rows.text(2), table),
          resourceTypes: types[rows.integer(0)] ?? [],
          defaultResource: rows.text(3),
          handlesPolicy: rows.integer(4) != 0,
          isExemptFromResourceGrant: rows.integer(5) != 0
        )
      )
    }
    return actions
  }

  private func actionTypes(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [Int64: [String]] {
    let table = "service_action_types"
    let rows = try connection.prepare(
      """
      SELECT a.action, t.name FROM service_action_types a
      JOIN service_resource_types t ON t.id = a.type ORDER BY a.id
      """,
      subject: table
    )
    try rows.start([])
    var types: [Int64: [String]] = [:]
    while try rows.step() {
      types[rows.integer(0), default: []].append(try Self.required(rows.text(1), table))
    }
    return types
  }

  private func keys(
    _ connection: borrowing Connection
  ) throws(StoreError) -> [Int64: [Service.Key]] {
    let table = "service_keys"
    let rows = try connection.prepare(
      "SELECT service, name, type, is_list FROM service_keys ORDER BY id",
      subject: table
    )
    try rows.start([])
    var keys: [Int64: [Service.Key]] = [:]
    while try rows.step() {
      let type = rows.text(2).flatMap(ConditionKeyType.init)
      keys[rows.integer(0), default: []].append(
        Service.Key(
          name: try Self.required(rows.text(1), table),
          type: try Self.required(type, table),
          isList: rows.integer(3) != 0
        )
      )
    }
    return keys
  }
}
