package import PosternModel
internal import PosternText

/// A directory of files that say which accounts, users, groups, roles and policies exist.
///
/// Read are the files directly in it whose names end in `.yaml`, `.yml` or `.json` and do not begin
/// with a dot; symbolic links are followed. Other documents, beside them or in subdirectories, are
/// read when a manifest names them. The order of files, documents and members has no meaning.
package struct DirectorySource: Sendable {
  /// The directory.
  package let path: String
  private let limits: Limits

  /// Names a directory; nothing is read yet.
  package init(path: String, limits: Limits) {
    self.path = path
    self.limits = limits
  }

  /// Reads everything, past all problems, so that one load tells all of them.
  ///
  /// - Complexity: O(n) in the bytes of all files, which are held in memory together.
  package func load() -> LoadedContents {
    var problems = ProblemList(keptCountMax: limits.reportedErrorCountMax)
    var stamp = DirectoryStamp()
    do throws(FileFailure) {
      stamp = try manifestsStamp()
    } catch {
      problems.add("the directory \(error.message)", help: nil, file: path, position: nil)
    }
    var documents: [ManifestDocument] = []
    for name in stamp.manifests.keys.map(\.text).sorted() {
      readFile(name, into: &documents, problems: &problems)
    }
    var builder = ContentsBuilder(directory: path, limits: limits, problems: problems)
    builder.stamp = stamp
    builder.read(documents)
    return builder.finish()
  }

  /// Takes a stamp of the manifests that are there now and of the documents that a load has asked
  /// for; one that differs from the load's own calls for a new load.
  ///
  /// - Complexity: one system call for each of them.
  package func stamp(after loaded: DirectoryStamp) -> DirectoryStamp {
    var stamp: DirectoryStamp
    do throws(FileFailure) {
      stamp = try manifestsStamp()
    } catch {
      // The load that follows says what is wrong with the directory; a stamp only has to change
      // with it.
      stamp = DirectoryStamp()
    }
    for document in loaded.documents.keys {
      let file = FileStamp(path: path + "/" + document.text)
      stamp.documents.updateValue(file, forKey: document)
    }
    return stamp
  }

  /// Looks at everything that is read as a manifest, before it is read: what changes in between
  /// has changed.
  private func manifestsStamp() throws(FileFailure) -> DirectoryStamp {
    var stamp = DirectoryStamp()
    let directory = try OpenDirectory(path: path)
    for name in try directory.names(countMax: limits.manifestFileCountMax)
    where ManifestFormat(fileName: name) != nil {
      let file = FileStamp(path: path + "/" + name)
      // What is not a directory is opened, and refused with a reason when it turns out not to be a
      // file.
      guard file?.isDirectory != true else { continue }
      stamp.manifests.updateValue(file, forKey: ExactText(name))
    }
    stamp.isListed = true
    return stamp
  }

  private func readFile(
    _ name: String,
    into documents: inout [ManifestDocument],
    problems: inout ProblemList
  ) {
    do throws(FileFailure) {
      let bytes = try OpenFile(path: path + "/" + name)
        .read(byteCountMax: limits.manifestByteCountMax)
      let file = Self.withoutMark(SourceFile(name: name, bytes: bytes))
      switch ManifestFormat(fileName: name) {
      case .yaml:
        YAMLNodeReader.read(
          file,
          genre: "manifests",
          limits: limits,
          into: &documents,
          problems: &problems
        )
      case .json:
        readJSON(file, into: &documents, problems: &problems)
      case nil: return
      }
    } catch {
      problems.add("the file \(error.message)", help: nil, file: name, position: nil)
    }
  }

  /// Returns a file without the byte order mark that some editors and shells put before UTF-8.
  static func withoutMark(_ file: SourceFile) -> SourceFile {
    guard file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return file }
    return SourceFile(name: file.name, bytes: Array(file.bytes.dropFirst(3)))
  }

  private func readJSON(
    _ file: SourceFile,
    into documents: inout [ManifestDocument],
    problems: inout ProblemList
  ) {
    guard let root = JSONNodeReader.read(file, limits: limits, problems: &problems) else { return }
    let roots = root.elements ?? [root]
    guard documents.count + roots.count <= limits.manifestDocumentCountMax else {
      problems.add(
        "more than \(limits.manifestDocumentCountMax) documents in the directory",
        help: nil,
        file: file.name,
        position: root.position
      )
      return
    }
    documents.append(contentsOf: roots.map { ManifestDocument(file: file, root: $0) })
  }
}
