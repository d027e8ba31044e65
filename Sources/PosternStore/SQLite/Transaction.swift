/// A transaction that is open until it is committed; dropping it takes everything back.
struct Transaction: ~Copyable {
  /// What the transaction is for.
  enum Purpose {
    /// One consistent view.
    case reading
    /// Changes; the write lock is taken at once, so that nothing fails half way for the lack of it.
    case writing
  }

  private let commitStatement: Statement
  private let rollbackStatement: Statement
  private var isOpen: Bool

  /// Begins a transaction.
  init(on connection: borrowing Connection, purpose: Purpose) throws(StoreError) {
    let begin =
      switch purpose {
      case .reading: "BEGIN DEFERRED"
      case .writing: "BEGIN IMMEDIATE"
      }
    let commit = try connection.prepare("COMMIT", subject: "store")
    let rollback = try connection.prepare("ROLLBACK", subject: "store")
    try connection.execute(begin)
    commitStatement = commit
    rollbackStatement = rollback
    isOpen = true
  }

  deinit {
    guard isOpen else { return }
    // The database has already taken everything back when it says that there is nothing to take
    // back.
    try? rollbackStatement.run([])
  }

  /// Ends the transaction and keeps its changes; when it throws, they are taken back.
  consuming func commit() throws(StoreError) {
    try commitStatement.run([])
    isOpen = false
  }
}
