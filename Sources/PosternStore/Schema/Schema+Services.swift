extension Schema {
  /// The tables of instance profiles, of the entities that policies name, and of the user's own
  /// services.
  ///
  ///     accounts ── instance_profiles ─┬─ roles
  ///                                    └─ instance_profile_tags
  ///     documents ── document_principals: whom ARNs meant when the text was written (G-53)
  ///     services ─┬─ service_resource_types ──┐
  ///               ├─ service_actions ── service_action_types
  ///               └─ service_keys
  static let tablesOfServices = """
    CREATE TABLE instance_profiles (
      id INTEGER PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      name TEXT NOT NULL COLLATE NOCASE,
      path TEXT NOT NULL,
      unique_id TEXT NOT NULL UNIQUE,
      created_seconds INTEGER NOT NULL,
      role INTEGER REFERENCES roles (id)
    ) STRICT;
    CREATE UNIQUE INDEX instance_profile_names ON instance_profiles (account, name COLLATE NOCASE);
    CREATE INDEX instance_profiles_of_roles ON instance_profiles (role);

    CREATE TABLE instance_profile_tags (
      id INTEGER PRIMARY KEY,
      profile INTEGER NOT NULL REFERENCES instance_profiles (id),
      key TEXT NOT NULL COLLATE NOCASE,
      value TEXT NOT NULL,
      UNIQUE (profile, key)
    ) STRICT;

    CREATE TABLE document_principals (
      document INTEGER NOT NULL REFERENCES documents (id),
      arn TEXT NOT NULL,
      unique_id TEXT NOT NULL,
      PRIMARY KEY (document, arn)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE services (
      id INTEGER PRIMARY KEY,
      prefix TEXT NOT NULL UNIQUE COLLATE NOCASE,
      is_resource_controlled INTEGER NOT NULL CHECK (is_resource_controlled IN (0, 1)),
      omits_resource INTEGER NOT NULL CHECK (omits_resource IN (0, 1))
    ) STRICT;

    CREATE TABLE service_resource_types (
      id INTEGER PRIMARY KEY,
      service INTEGER NOT NULL REFERENCES services (id),
      name TEXT NOT NULL,
      arn TEXT NOT NULL,
      needs_grant INTEGER NOT NULL CHECK (needs_grant IN (0, 1)),
      UNIQUE (service, name)
    ) STRICT;

    CREATE TABLE service_actions (
      id INTEGER PRIMARY KEY,
      service INTEGER NOT NULL REFERENCES services (id),
      name TEXT NOT NULL COLLATE NOCASE,
      default_resource TEXT,
      handles_policy INTEGER NOT NULL CHECK (handles_policy IN (0, 1)),
      is_exempt INTEGER NOT NULL CHECK (is_exempt IN (0, 1)),
      UNIQUE (service, name)
    ) STRICT;

    CREATE TABLE service_action_types (
      id INTEGER PRIMARY KEY,
      action INTEGER NOT NULL REFERENCES service_actions (id),
      type INTEGER NOT NULL REFERENCES service_resource_types (id),
      UNIQUE (action, type)
    ) STRICT;

    CREATE TABLE service_keys (
      id INTEGER PRIMARY KEY,
      service INTEGER NOT NULL REFERENCES services (id),
      name TEXT NOT NULL COLLATE NOCASE,
      type TEXT NOT NULL,
      is_list INTEGER NOT NULL CHECK (is_list IN (0, 1)),
      UNIQUE (service, name)
    ) STRICT;
    """
}
