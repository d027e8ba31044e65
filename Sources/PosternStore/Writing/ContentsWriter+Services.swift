internal import PosternModel

extension ContentsWriter {
  /// Inserts instance profiles; their roles are there already.
  mutating func insert(
    _ profiles: [InstanceProfile],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      """
      INSERT INTO instance_profiles (account, name, path, unique_id, created_seconds, role)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      subject: "instance_profiles"
    )
    let tags = try connection.prepare(
      "INSERT INTO instance_profile_tags (profile, key, value) VALUES (?, ?, ?)",
      subject: "instance_profile_tags"
    )
    for profile in profiles {
      try statement.run([
        .text(profile.account.text), .text(profile.name), .text(profile.path),
        .text(profile.uniqueID), .integer(profile.createdSeconds),
        .integer(orNull: try roleRow(profile.role, in: profile.account, name: profile.name)),
      ])
      let row = connection.lastRow
      for tag in profile.tags {
        try tags.run([.integer(row), .text(tag.key), .text(tag.value)])
      }
    }
  }

  /// Inserts services with everything that describes them.
  mutating func insert(
    _ services: [Service],
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      "INSERT INTO services (prefix, is_resource_controlled, omits_resource) VALUES (?, ?, ?)",
      subject: "services"
    )
    for service in services {
      try statement.run([
        .text(service.prefix), .integer(service.isResourceControlled ? 1 : 0),
        .integer(service.omitsResource ? 1 : 0),
      ])
      let row = connection.lastRow
      let types = try insert(service.resourceTypes, of: row, on: connection)
      try insert(service.actions, of: row, types, service.prefix, on: connection)
      try insert(service.keys, of: row, on: connection)
    }
  }

  /// Inserts types of resources and returns their rows by name.
  private func insert(
    _ types: [Service.ResourceType],
    of service: Int64,
    on connection: borrowing Connection
  ) throws(StoreError) -> [String: Int64] {
    let statement = try connection.prepare(
      "INSERT INTO service_resource_types (service, name, arn, needs_grant) VALUES (?, ?, ?, ?)",
      subject: "service_resource_types"
    )
    var rows: [String: Int64] = [:]
    for type in types {
      try statement.run([
        .integer(service), .text(type.name), .text(type.arn),
        .integer(type.needsResourceGrant ? 1 : 0),
      ])
      rows[type.name] = connection.lastRow
    }
    return rows
  }

  private func insert(
    _ actions: [Service.Action],
    of service: Int64,
    _ types: [String: Int64],
    _ prefix: String,
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      """
      INSERT INTO service_actions (service, name, default_resource, handles_policy, is_exempt)
      VALUES (?, ?, ?, ?, ?)
      """,
      subject: "service_actions"
    )
    let links = try connection.prepare(
      "INSERT INTO service_action_types (action, type) VALUES (?, ?)",
      subject: "service_action_types"
    )
    for action in actions {
      try statement.run([
        .integer(service), .text(action.name), .text(orNull: action.defaultResource),
        .integer(action.handlesPolicy ? 1 : 0),
        .integer(action.isExemptFromResourceGrant ? 1 : 0),
      ])
      let row = connection.lastRow
      for name in action.resourceTypes {
        guard let type = types[name] else {
          throw unknown("type of resources", name, name: "\(prefix):\(action.name)")
        }
        try links.run([.integer(row), .integer(type)])
      }
    }
  }

  private func insert(
    _ keys: [Service.Key],
    of service: Int64,
    on connection: borrowing Connection
  ) throws(StoreError) {
    let statement = try connection.prepare(
      "INSERT INTO service_keys (service, name, type, is_list) VALUES (?, ?, ?, ?)",
      subject: "service_keys"
    )
    for key in keys {
      try statement.run([
        .integer(service), .text(key.name), .text(key.type.rawValue),
        .integer(key.isList ? 1 : 0),
      ])
    }
  }
}
