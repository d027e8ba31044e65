extension Schema {
  /// The tables of what grants and limits beside identities.
  ///
  ///     accounts ── resource_policies ── documents
  ///     organizations ── organization_levels ── organization_policies ── documents
  static let tablesOfLayers = """
    CREATE TABLE resource_policies (
      id INTEGER PRIMARY KEY,
      resource TEXT NOT NULL UNIQUE,
      account TEXT NOT NULL REFERENCES accounts (id),
      document INTEGER NOT NULL UNIQUE REFERENCES documents (id)
    ) STRICT;
    CREATE INDEX resource_policies_of_accounts ON resource_policies (account);

    CREATE TABLE organizations (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      management_account TEXT NOT NULL CHECK (length(management_account) = 12),
      enforces_service_control_policies INTEGER NOT NULL
        CHECK (enforces_service_control_policies IN (0, 1))
    ) STRICT;

    CREATE TABLE organization_levels (
      id INTEGER PRIMARY KEY,
      organization INTEGER NOT NULL REFERENCES organizations (id),
      ordinal INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('root', 'unit', 'account')),
      name TEXT NOT NULL UNIQUE,
      parent INTEGER CHECK (parent >= 0 AND parent < ordinal),
      UNIQUE (organization, ordinal),
      FOREIGN KEY (organization, parent) REFERENCES organization_levels (organization, ordinal)
        DEFERRABLE INITIALLY DEFERRED
    ) STRICT;

    CREATE TABLE organization_policies (
      id INTEGER PRIMARY KEY,
      level INTEGER NOT NULL REFERENCES organization_levels (id),
      kind TEXT NOT NULL CHECK (kind IN ('scp', 'rcp')),
      name TEXT NOT NULL COLLATE NOCASE,
      document INTEGER NOT NULL UNIQUE REFERENCES documents (id),
      UNIQUE (level, kind, name)
    ) STRICT;
    """
}
