internal import CSQLite

// SAFETY: the struct is safe to use: the handle is private, and opened and closed by it alone.
/// One open database; closing it is the end of its life.
///
/// The handle is opened without SQLite's own mutex: the owner sees to it that one thread uses it at
/// a time.
@safe
struct Connection: ~Copyable {
  private let handle: OpaquePointer

  /// Opens or creates the database at a path, or a fresh one in memory for the path `:memory:`.
  init(path: String) throws(StoreError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    // SAFETY: the path is a NUL-terminated copy that lives during the call; `opened` receives a
    // handle that this value owns from here on, even when opening fails, in which case it is closed
    // right below.
    let status = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard let handle = unsafe opened else {
      throw StoreError(
        code: .outOfRoom,
        subject: path,
        message: "no memory to open the database"
      )
    }
    guard status == SQLITE_OK else {
      let error = unsafe SQLiteFailure.error(status: status, handle: handle, subject: path)
      unsafe sqlite3_close_v2(handle)
      throw error
    }
    unsafe self.handle = handle
    unsafe sqlite3_extended_result_codes(handle, 1)
    unsafe sqlite3_busy_timeout(handle, Self.busyMilliseconds)
  }

  deinit {
    // SAFETY: nothing else closes this handle. `close_v2` waits for statements that are still
    // alive: each of them keeps the connection open until it is finalised itself.
    unsafe sqlite3_close_v2(handle)
  }

  /// How long a call waits for another process that holds the file.
  private static let busyMilliseconds: Int32 = 5_000

  /// Runs statements that take no values and whose rows do not matter.
  func execute(_ sql: String) throws(StoreError) {
    // SAFETY: the text is a NUL-terminated copy that lives during the call; no callback and no
    // message pointer are passed.
    let status = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard status == SQLITE_OK else {
      throw unsafe SQLiteFailure.error(status: status, handle: handle, subject: "store")
    }
  }

  /// Returns the pages of the database as they would stand in a file.
  func pages() throws(StoreError) -> [UInt8] {
    var byteCount: sqlite3_int64 = 0
    // SAFETY: SQLite returns as many bytes as it says, which are copied and given back to it.
    guard let start = unsafe sqlite3_serialize(handle, "main", &byteCount, 0) else {
      throw unsafe SQLiteFailure.error(status: SQLITE_NOMEM, handle: handle, subject: "store")
    }
    defer { unsafe sqlite3_free(start) }
    return unsafe Array(UnsafeBufferPointer(start: start, count: Int(byteCount)))
  }

  /// Makes this database, which is fresh, a copy of one with these pages.
  ///
  /// - Complexity: O(pages).
  func copyAll(of pages: [UInt8]) throws(StoreError) {
    // SAFETY: the database over the pages only reads them, and is closed before they are given up;
    // the names are NUL-terminated copies that live during their calls.
    try unsafe pages.withUnsafeBufferPointer { (pages) throws(StoreError) in
      let source = try Connection(path: ":memory:")
      let status = unsafe sqlite3_deserialize(
        source.handle,
        "main",
        UnsafeMutablePointer(mutating: pages.baseAddress),
        sqlite3_int64(pages.count),
        sqlite3_int64(pages.count),
        UInt32(SQLITE_DESERIALIZE_READONLY)
      )
      guard status == SQLITE_OK,
        let copy = unsafe sqlite3_backup_init(handle, "main", source.handle, "main")
      else {
        throw unsafe SQLiteFailure.error(status: SQLITE_NOMEM, handle: handle, subject: "store")
      }
      let step = unsafe sqlite3_backup_step(copy, -1)
      let end = unsafe sqlite3_backup_finish(copy)
      guard step == SQLITE_DONE, end == SQLITE_OK else {
        throw unsafe SQLiteFailure.error(status: end, handle: handle, subject: "store")
      }
    }
  }

  /// Compiles one statement; `subject` says in errors what it works on.
  func prepare(_ sql: String, subject: String) throws(StoreError) -> Statement {
    var prepared: OpaquePointer?
    // SAFETY: -1 makes SQLite read up to the terminating NUL of the copy that lives during the
    // call; the new statement is handed to the value that owns it.
    let status = unsafe sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
    guard status == SQLITE_OK, let statement = unsafe prepared else {
      throw unsafe SQLiteFailure.error(status: status, handle: handle, subject: subject)
    }
    return unsafe Statement(owning: statement, subject: subject)
  }

  /// The key that the last insertion gave to its row.
  var lastRow: Int64 {
    // SAFETY: the handle is open as long as this value lives.
    unsafe sqlite3_last_insert_rowid(handle)
  }
}
