import Glibc

/// One number for the state of a directory with everything below it, without reading a file.
///
/// It changes whenever a name, a size, a modification time or a file itself changes; symbolic links are followed, so
/// that a link which is turned to another file changes it too. Names that begin with a dot do not count.
enum DirectoryFingerprint {
  /// Looks at a directory.
  ///
  /// - Parameter entryCountMax: how many files and directories are looked at, at most.
  /// - Returns: 0 when the directory cannot be read.
  /// - Complexity: one system call for each file.
  static func take(of directory: String, entryCountMax: Int) -> UInt64 {
    var remaining = entryCountMax
    return sum(of: directory, depth: 0, remaining: &remaining) ?? 0
  }

  private static let depthMax = 8

  /// Adds up the entries, so that the order in which the system lists them does not matter.
  private static func sum(of directory: String, depth: Int, remaining: inout Int) -> UInt64? {
    guard depth < depthMax, let names = names(in: directory, countMax: remaining) else {
      return nil
    }
    remaining -= names.count
    var sum: UInt64 = 1
    for name in names {
      let path = "\(directory)/\(name)"
      var status = stat()
      // SAFETY: the path is a string that outlives the call, and the call fills in one whole `stat`.
      guard unsafe stat(path, &status) == 0 else {
        sum &+= hash(path, of: nil)
        continue
      }
      sum &+= hash(path, of: status)
      if status.st_mode & S_IFMT == S_IFDIR {
        sum &+= self.sum(of: path, depth: depth + 1, remaining: &remaining) ?? 0
      }
    }
    return sum
  }

  private static func hash(_ path: String, of status: stat?) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(path)
    if let status {
      hasher.combine(status.st_dev)
      hasher.combine(status.st_ino)
      // A directory's own size and time say no more than its entries do.
      if status.st_mode & S_IFMT != S_IFDIR {
        hasher.combine(status.st_size)
        hasher.combine(status.st_mtim.tv_sec)
        hasher.combine(status.st_mtim.tv_nsec)
      }
    }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  private static func names(in directory: String, countMax: Int) -> [String]? {
    // SAFETY: the stream is opened here, used by this thread alone and closed on every way out; an entry is valid
    // until the next call of `readdir`, and its name, which ends with a zero, is copied before that.
    guard let stream = unsafe opendir(directory) else { return nil }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while names.count < countMax, let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
