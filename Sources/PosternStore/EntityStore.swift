package import PosternModel
internal import Synchronization

/// Users, groups, roles and policies in a database: the one place that says what exists.
///
/// Every change is one transaction and moves the revision on by one. The store checks references
/// and uniqueness, which a database can hold for ever; it does not look into names, ARNs or
/// documents, which is the work of the administration before it writes.
package final class EntityStore: Sendable {
  /// Where the entities are kept.
  package enum Location: Sendable {
    /// In memory, for as long as the store lives.
    case memory
    /// In a file, which is created when it is not there; what is committed survives a loss of
    /// power.
    case file(path: String)
  }

  private let connection: Mutex<Connection>

  /// Opens a store and brings its tables to the newest form.
  ///
  /// - Throws: when the file cannot be opened, is not a store or comes from a newer version; the
  ///   file is then as it was.
  package init(at location: Location) throws(StoreError) {
    let path =
      switch location {
      case .memory: ":memory:"
      case .file(let path): path
      }
    let connection = try Connection(path: path)
    try connection.execute("PRAGMA journal_mode = WAL")
    try connection.execute("PRAGMA synchronous = FULL")
    try connection.execute("PRAGMA foreign_keys = ON")
    if case .memory = location { try EmptyStore.copy(to: connection) }
    try Schema.migrate(connection)
    self.connection = Mutex(connection)
  }

  /// Replaces everything by these contents in one transaction, and returns the new revision.
  ///
  /// - Throws: when a name occurs twice, a reference leads nowhere or the database fails; the store
  ///   is then as before.
  /// - Complexity: O(n log n) in the number of entities and their members.
  package func replaceContents(_ contents: AccountContents) throws(StoreError) -> UInt64 {
    try connection.withLock { (connection) throws(StoreError) in
      let transaction = try Transaction(on: connection, purpose: .writing)
      var writer = try ContentsWriter(on: connection)
      // What was never written holds nothing to remove; every load begins with such a store.
      if try Revision.read(connection) > 0 { try writer.removeAll(on: connection) }
      try writer.insert(contents, on: connection)
      let revision = try Revision.advance(on: connection)
      try transaction.commit()
      return revision
    }
  }

  /// Returns everything and the revision it has, as one consistent view in the order in which it
  /// was written.
  ///
  /// - Complexity: O(n) in the number of entities and their members.
  package func readContents() throws(StoreError) -> (contents: AccountContents, revision: UInt64) {
    try connection.withLock { (connection) throws(StoreError) in
      let transaction = try Transaction(on: connection, purpose: .reading)
      let contents = try ContentsReader.read(connection)
      let revision = try Revision.read(connection)
      try transaction.commit()
      return (contents, revision)
    }
  }
}
