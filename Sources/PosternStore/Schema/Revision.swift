/// The counter of changes: 0 for a store that was never written.
enum Revision {
  /// Returns the current revision.
  static func read(_ connection: borrowing Connection) throws(StoreError) -> UInt64 {
    let statement = try connection.prepare(
      "SELECT revision FROM store_state WHERE id = 1",
      subject: "store_state"
    )
    try statement.start([])
    guard try statement.step() else {
      throw StoreError(code: .damaged, subject: "store_state", message: "the revision is missing")
    }
    return UInt64(bitPattern: statement.integer(0))
  }

  /// Moves the revision on by one and returns it; the caller's transaction makes it last.
  static func advance(on connection: borrowing Connection) throws(StoreError) -> UInt64 {
    try connection.execute("UPDATE store_state SET revision = revision + 1 WHERE id = 1")
    return try read(connection)
  }
}
