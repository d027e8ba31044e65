internal import CSQLite

// SAFETY: the struct is safe to use: the handle is private, and finalised by it alone.
/// One compiled statement, to be run any number of times.
@safe
struct Statement: ~Copyable {
  /// What a statement takes for one of its `?`.
  enum Value {
    case null
    case integer(Int64)
    case text(String)

    /// Takes a text, or null for nil.
    static func text(orNull text: String?) -> Value { text.map(Value.text) ?? .null }
    /// Takes a row's key, or null for nil.
    static func integer(orNull number: Int64?) -> Value { number.map(Value.integer) ?? .null }
  }

  private let handle: OpaquePointer
  private let subject: String

  // SAFETY: the caller says by `unsafe` that it gives up the statement.
  /// Takes over a statement that nobody else finalises.
  @unsafe
  init(owning handle: OpaquePointer, subject: String) {
    unsafe self.handle = handle
    self.subject = subject
  }

  deinit {
    // SAFETY: this value is the only owner of the statement.
    unsafe sqlite3_finalize(handle)
  }

  /// Runs the statement to its end with these values.
  func run(_ values: [Value]) throws(StoreError) {
    try start(values)
    while try step() {}
  }

  /// Makes the statement ready to step through its rows with these values.
  func start(_ values: [Value]) throws(StoreError) {
    // SAFETY: the statement lives as long as this value. Reset reports the last run's failure
    // again, which was thrown then.
    unsafe sqlite3_reset(handle)
    for (offset, value) in values.enumerated() {
      let status = bind(value, index: Int32(offset + 1))
      guard status == SQLITE_OK else { throw error(status) }
    }
  }

  /// Advances to the next row; false at the end, when the statement is ready to be started again.
  func step() throws(StoreError) -> Bool {
    // SAFETY: the statement lives as long as this value.
    let status = unsafe sqlite3_step(handle)
    switch status {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      unsafe sqlite3_reset(handle)
      return false
    default:
      let error = error(status)
      unsafe sqlite3_reset(handle)
      throw error
    }
  }

  /// The integer of a column of the current row, counted from 0; 0 for null.
  func integer(_ column: Int32) -> Int64 {
    // SAFETY: a column outside the row reads as null, which is 0.
    unsafe sqlite3_column_int64(handle, column)
  }

  /// The text of a column of the current row, counted from 0; nil for null.
  func text(_ column: Int32) -> String? {
    // SAFETY: the pointer belongs to the row and is valid until the next step; `column_bytes` says
    // how long the text is, asked after `column_text` has converted it. The bytes are copied here.
    guard let start = unsafe sqlite3_column_text(handle, column) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: count),
      as: UTF8.self
    )
  }

  private func bind(_ value: Value, index: Int32) -> Int32 {
    // SAFETY: the statement lives as long as this value; SQLite copies the text during the call,
    // and an index that the statement does not have is refused with a status.
    switch value {
    case .null: return unsafe sqlite3_bind_null(handle, index)
    case .integer(let number): return unsafe sqlite3_bind_int64(handle, index, number)
    case .text(let text):
      var text = text
      return text.withUTF8 { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
          unsafe postern_sqlite3_bind_copied_text(
            handle,
            index,
            characters.baseAddress,
            UInt64(characters.count)
          )
        }
      }
    }
  }

  private func error(_ status: Int32) -> StoreError {
    // SAFETY: a statement's connection is open as long as the statement is not finalised.
    guard let connection = unsafe sqlite3_db_handle(handle) else {
      return StoreError(code: .failed, subject: subject, message: "status \(status)")
    }
    return unsafe SQLiteFailure.error(status: status, handle: connection, subject: subject)
  }
}
