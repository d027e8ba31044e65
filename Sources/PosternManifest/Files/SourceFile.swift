/// A file that was read: its name for errors and its bytes.
struct SourceFile: Sendable {
  /// Relative to the directory that is loaded.
  let name: String
  let bytes: [UInt8]
}
