/// What a directory of entities looks like from outside: equal stamps mean that nothing needs to be
/// loaded again.
///
/// It covers all files that a load could read, including the documents in subdirectories; it reads
/// none.
package struct DirectoryStamp: Hashable, Sendable {
  private var files: [String: FileStamp] = [:]

  /// Takes the stamp of a directory; one that cannot be read has the stamp of an empty one.
  ///
  /// - Complexity: one system call for each file, at most `fileCountMax` of them.
  init(path: String, fileCountMax: Int) {
    add(directory: path, depth: 0, fileCountMax: fileCountMax)
  }

  /// How deep subdirectories are followed; a loop of symbolic links ends here.
  private static let depthMax = 8

  private mutating func add(directory: String, depth: Int, fileCountMax: Int) {
    guard depth < Self.depthMax, let names = Self.names(in: directory, countMax: fileCountMax)
    else {
      return
    }
    for name in names where files.count < fileCountMax {
      let path = directory + "/" + name
      guard let stamp = FileStamp(path: path) else { continue }
      if stamp.isDirectory {
        add(directory: path, depth: depth + 1, fileCountMax: fileCountMax)
      } else if stamp.isRegularFile, ManifestFormat(fileName: name) != nil {
        files[path] = stamp
      }
    }
  }

  private static func names(in directory: String, countMax: Int) -> [String]? {
    do throws(FileFailure) {
      return try OpenDirectory(path: directory).names(countMax: countMax)
    } catch {
      // The load that follows says what is wrong with the directory; a stamp only has to change
      // with it.
      return nil
    }
  }
}
