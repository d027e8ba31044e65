/// The tables of the store and the steps that lead to them.
///
/// `PRAGMA user_version` counts the steps that a file has taken. A step is never changed once a
/// release has carried it; a new one is appended.
///
///     accounts ─┬─ users ──┬─ memberships ── groups      documents: every text, with its origin
///               ├─ groups  ├─ inline_policies ── documents
///               ├─ roles   ├─ attachments ── policies
///               └─ policies ── policy_versions ── documents
///
/// What belongs to a user, a group or a role has one column for each and exactly one of them
/// filled, so that the database itself holds the references. `ordinal` keeps the order of the
/// source.
enum Schema {
  /// The steps, oldest first.
  static let migrations: [String] = [
    tablesOfFirstRelease, tablesOfLayers, tablesOfServices, namesInPartitions,
  ]

  /// Brings a database to the newest step.
  static func migrate(_ connection: borrowing Connection) throws(StoreError) {
    var step = try version(of: connection)
    guard step <= migrations.count else {
      throw StoreError(
        code: .newerSchema,
        subject: "store",
        message: "written by a newer version (schema \(step), known are \(migrations.count))"
      )
    }
    while step < migrations.count {
      let transaction = try Transaction(on: connection, purpose: .writing)
      try connection.execute(migrations[step])
      step += 1
      try connection.execute("PRAGMA user_version = \(step)")
      try transaction.commit()
    }
  }

  private static func version(of connection: borrowing Connection) throws(StoreError) -> Int {
    let statement = try connection.prepare("PRAGMA user_version", subject: "store")
    try statement.start([])
    guard try statement.step() else { return 0 }
    return Int(statement.integer(0))
  }

  private static let tablesOfFirstRelease = """
    CREATE TABLE store_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      revision INTEGER NOT NULL CHECK (revision >= 0)
    ) STRICT;
    INSERT INTO store_state (id, revision) VALUES (1, 0);

    CREATE TABLE accounts (
      id TEXT PRIMARY KEY CHECK (length(id) = 12),
      ordinal INTEGER NOT NULL UNIQUE,
      partition TEXT NOT NULL,
      alias TEXT
    ) STRICT;

    CREATE TABLE documents (
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL,
      file TEXT,
      line INTEGER,
      column INTEGER,
      byte_offset INTEGER,
      is_verbatim INTEGER CHECK (is_verbatim IN (0, 1)),
      CHECK (
        (file IS NULL) + (line IS NULL) + (column IS NULL) + (byte_offset IS NULL)
          + (is_verbatim IS NULL) IN (0, 5))
    ) STRICT;

    CREATE TABLE policies (
      id INTEGER PRIMARY KEY,
      arn TEXT NOT NULL UNIQUE,
      account TEXT REFERENCES accounts (id),
      name TEXT NOT NULL COLLATE NOCASE,
      path TEXT NOT NULL,
      unique_id TEXT NOT NULL,
      summary TEXT NOT NULL,
      created_seconds INTEGER NOT NULL,
      default_version INTEGER NOT NULL,
      FOREIGN KEY (id, default_version) REFERENCES policy_versions (policy, number)
        DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE UNIQUE INDEX policy_names ON policies (ifnull(account, 'aws'), name COLLATE NOCASE);
    CREATE UNIQUE INDEX policy_unique_ids ON policies (unique_id);

    CREATE TABLE policy_versions (
      policy INTEGER NOT NULL REFERENCES policies (id),
      number INTEGER NOT NULL CHECK (number >= 1),
      ordinal INTEGER NOT NULL,
      created_seconds INTEGER NOT NULL,
      document INTEGER NOT NULL UNIQUE REFERENCES documents (id),
      PRIMARY KEY (policy, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE users (
      id INTEGER PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      name TEXT NOT NULL COLLATE NOCASE,
      path TEXT NOT NULL,
      unique_id TEXT NOT NULL UNIQUE,
      created_seconds INTEGER NOT NULL,
      boundary INTEGER REFERENCES policies (id)
    ) STRICT;
    CREATE UNIQUE INDEX user_names ON users (account, name COLLATE NOCASE);

    CREATE TABLE groups (
      id INTEGER PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      name TEXT NOT NULL COLLATE NOCASE,
      path TEXT NOT NULL,
      unique_id TEXT NOT NULL UNIQUE,
      created_seconds INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX group_names ON groups (account, name COLLATE NOCASE);

    CREATE TABLE roles (
      id INTEGER PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      name TEXT NOT NULL COLLATE NOCASE,
      path TEXT NOT NULL,
      unique_id TEXT NOT NULL UNIQUE,
      created_seconds INTEGER NOT NULL,
      trust INTEGER NOT NULL UNIQUE REFERENCES documents (id),
      session_seconds_max INTEGER NOT NULL CHECK (session_seconds_max > 0),
      boundary INTEGER REFERENCES policies (id)
    ) STRICT;
    CREATE UNIQUE INDEX role_names ON roles (account, name COLLATE NOCASE);

    CREATE TABLE memberships (
      user INTEGER NOT NULL REFERENCES users (id),
      ordinal INTEGER NOT NULL,
      group_id INTEGER NOT NULL REFERENCES groups (id),
      PRIMARY KEY (user, group_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX memberships_of_groups ON memberships (group_id);

    CREATE TABLE inline_policies (
      id INTEGER PRIMARY KEY,
      user INTEGER REFERENCES users (id),
      group_id INTEGER REFERENCES groups (id),
      role INTEGER REFERENCES roles (id),
      name TEXT NOT NULL COLLATE NOCASE,
      document INTEGER NOT NULL UNIQUE REFERENCES documents (id),
      CHECK ((user IS NULL) + (group_id IS NULL) + (role IS NULL) = 2)
    ) STRICT;
    CREATE UNIQUE INDEX inline_policies_of_users ON inline_policies (user, name);
    CREATE UNIQUE INDEX inline_policies_of_groups ON inline_policies (group_id, name);
    CREATE UNIQUE INDEX inline_policies_of_roles ON inline_policies (role, name);

    CREATE TABLE attachments (
      id INTEGER PRIMARY KEY,
      user INTEGER REFERENCES users (id),
      group_id INTEGER REFERENCES groups (id),
      role INTEGER REFERENCES roles (id),
      policy INTEGER NOT NULL REFERENCES policies (id),
      CHECK ((user IS NULL) + (group_id IS NULL) + (role IS NULL) = 2)
    ) STRICT;
    CREATE UNIQUE INDEX attachments_of_users ON attachments (user, policy);
    CREATE UNIQUE INDEX attachments_of_groups ON attachments (group_id, policy);
    CREATE UNIQUE INDEX attachments_of_roles ON attachments (role, policy);
    CREATE INDEX attachments_of_policies ON attachments (policy);

    CREATE TABLE tags (
      id INTEGER PRIMARY KEY,
      user INTEGER REFERENCES users (id),
      role INTEGER REFERENCES roles (id),
      key TEXT NOT NULL COLLATE NOCASE,
      value TEXT NOT NULL,
      CHECK ((user IS NULL) + (role IS NULL) = 1)
    ) STRICT;
    CREATE UNIQUE INDEX tags_of_users ON tags (user, key);
    CREATE UNIQUE INDEX tags_of_roles ON tags (role, key);
    """
}
