internal import CSQLite

/// Turns what SQLite reports into the store's own error.
enum SQLiteFailure {
  // SAFETY: the caller says by `unsafe` that the handle is open.
  /// Returns the error for a status other than success, while the store was working on `subject`.
  @unsafe
  static func error(status: Int32, handle: OpaquePointer, subject: String) -> StoreError {
    // SAFETY: the caller's handle is open; the message belongs to it until the next call and is
    // copied here.
    let message = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) }
    return StoreError(
      code: code(status),
      subject: subject,
      message: message ?? "status \(status)"
    )
  }

  private static func code(_ status: Int32) -> StoreError.Code {
    // The low byte is the kind of failure; the rest says more about constraints.
    switch status & 0xFF {
    case SQLITE_CONSTRAINT: constraint(status)
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .cannotOpen
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM, SQLITE_READONLY: .outOfRoom
    case SQLITE_TOOBIG: .tooLarge
    case SQLITE_MISMATCH: .invalidValue
    default: .failed
    }
  }

  private static func constraint(_ status: Int32) -> StoreError.Code {
    // The extended codes are macros of the form `SQLITE_CONSTRAINT | (n << 8)`, which are not
    // imported.
    switch status >> 8 {
    case 3: .unknownReference
    case 6, 8, 10: .duplicate
    default: .invalidValue
    }
  }
}
