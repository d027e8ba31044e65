package import PosternManifest
package import PosternModel
package import PosternStore

/// Brings whole accounts into the store: read, checked as a whole, then written in one transaction.
///
/// Everything that a decision will rely on is checked here, and every problem is told, so that what
/// the store holds is sound.
package struct AccountImport: Sendable {
  private let rules: ImportRules

  /// Creates an import that holds contents to these rules.
  package init(rules: ImportRules) { self.rules = rules }

  /// Loads a directory, checks it and replaces the store's contents by it; returns the new
  /// revision.
  ///
  /// - Throws: with all problems of the directory, or when the store fails; the store is then as it
  ///   was.
  package func importDirectory(
    _ path: String,
    into store: EntityStore
  ) throws(ImportError) -> UInt64 {
    let loaded = DirectorySource(path: path, limits: rules.limits).load()
    return try importContents(loaded, into: store, betweenSteps: {})
  }

  /// Checks contents and replaces the store's by them; returns the new revision.
  ///
  /// - Throws: as `importDirectory`.
  package func importContents(
    _ loaded: LoadedContents,
    into store: EntityStore,
    betweenSteps rest: () -> Void
  ) throws(ImportError) -> UInt64 {
    let contents = try check(loaded)
    rest()
    do throws(StoreError) {
      return try store.replaceContents(contents)
    } catch {
      throw ImportError(storeFailed: error.description)
    }
  }

  /// Returns contents with references resolved and missing unique ids filled in.
  ///
  /// When files could not be read in full, references are not looked up: what is missing may be in
  /// the part that could not be read, and its own problem is told already.
  package func check(_ loaded: LoadedContents) throws(ImportError) -> AccountContents {
    var check = ContentsCheck(loaded, rules: rules)
    check.checkNames()
    check.checkQuotas()
    check.checkDocuments()
    check.checkOrganizations()
    check.checkOrganizationDocuments()
    check.checkServices()
    var resolved = check.resolveReferences()
    check.resolvePrincipals(in: &resolved)
    guard check.problems.isEmpty else { throw ImportError(refused: check.problems) }
    return resolved
  }

  /// Returns what is legal in a directory that an import would take, and probably not meant, in the
  /// order of files and lines.
  ///
  /// - Throws: with all problems of the directory, as an import of it.
  package func findings(inDirectory path: String) throws(ImportError) -> ProblemList {
    let loaded = DirectorySource(path: path, limits: rules.limits).load()
    let resolved = try check(loaded)
    var search = ContentsCheck(loaded, rules: rules)
    search.problems = loaded.findings
    search.find(in: resolved)
    return search.problems
  }
}
