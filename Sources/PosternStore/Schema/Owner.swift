/// The user, group or role that something belongs to, by its row.
enum Owner: Hashable {
  case user(Int64)
  case group(Int64)
  case role(Int64)

  /// Reads the owner from the columns `user`, `group_id` and `role`, of which exactly one is
  /// filled.
  init?(user: Int64, group: Int64, role: Int64) {
    // Rows are counted from 1, so 0 stands for null.
    if user != 0 {
      self = .user(user)
    } else if group != 0 {
      self = .group(group)
    } else if role != 0 {
      self = .role(role)
    } else {
      return nil
    }
  }

  /// The row in the table of its kind.
  var row: Int64 {
    switch self {
    case .user(let row), .group(let row), .role(let row): row
    }
  }

  /// The values of the columns `user`, `group_id` and `role`.
  var columns: [Statement.Value] {
    switch self {
    case .user(let row): [.integer(row), .null, .null]
    case .group(let row): [.null, .integer(row), .null]
    case .role(let row): [.null, .null, .integer(row)]
    }
  }

  /// The values of the columns `user` and `role`; a group cannot be tagged.
  var taggableColumns: [Statement.Value] {
    switch self {
    case .user(let row): [.integer(row), .null]
    case .role(let row): [.null, .integer(row)]
    case .group: [.null, .null]
    }
  }
}
