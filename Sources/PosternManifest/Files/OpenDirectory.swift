internal import Glibc

// SAFETY: the struct is safe to use: the handle is private, and opened and closed by it alone.
/// A directory that is open for listing.
@safe
struct OpenDirectory: ~Copyable {
  private let handle: OpaquePointer

  /// Opens a directory, following symbolic links.
  init(path: String) throws(FileFailure) {
    // SAFETY: the path is a NUL-terminated copy that lives during the call; the handle belongs to
    // this value.
    guard let handle = unsafe opendir(path) else { throw FileFailure(errorNumber: errno) }
    unsafe self.handle = handle
  }

  deinit {
    // SAFETY: this value is the only owner of the handle.
    _ = unsafe closedir(handle)
  }

  /// Returns the names of the entries that are not hidden, sorted.
  ///
  /// - Throws: when there are more than `countMax` of them, or the directory cannot be read.
  func names(countMax: Int) throws(FileFailure) -> [String] {
    var names: [String] = []
    while let name = try nextName() {
      if name.utf8.first == UInt8(ascii: ".") { continue }
      guard names.count < countMax else {
        throw FileFailure("holds more than \(countMax) files")
      }
      names.append(name)
    }
    return names.sorted()
  }

  private func nextName() throws(FileFailure) -> String? {
    errno = 0
    // SAFETY: the entry belongs to the handle until the next call; its name is NUL-terminated and
    // is copied here through a pointer to where it lies, since the declared array may be shorter
    // than the name.
    guard let entry = unsafe readdir(handle) else {
      guard errno == 0 else { throw FileFailure(errorNumber: errno) }
      return nil
    }
    return unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
      unsafe name.withMemoryRebound(to: CChar.self, capacity: 1) { unsafe String(cString: $0) }
    }
  }
}
