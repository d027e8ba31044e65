internal import PosternText

/// What a directory of entities looks like from outside: equal stamps mean that nothing needs to be
/// loaded again.
///
/// It covers the manifests that are there and the documents that a load has asked for, wherever
/// these lie, so that whatever a load reads is watched. What is not there has its place too: a link
/// to nothing that is removed makes another stamp.
package struct DirectoryStamp: Hashable, Sendable {
  /// The manifests by their names, then what the system says of them; nil for one that is gone.
  var manifests: [ExactText: FileStamp?] = [:]
  /// The documents that manifests name, by their paths below the directory.
  var documents: [ExactText: FileStamp?] = [:]
  /// Whether the directory could be listed.
  var isListed = false

  /// The stamp of nothing.
  package init() {}
}
