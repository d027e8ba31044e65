package import PosternModel

/// What a load has brought: the contents as they are written, where each part stands, and what is
/// wrong.
///
/// References are still as written (a bare policy name, a group name in other case), unique ids
/// that the files leave out are empty, and documents are unread text: the administration resolves
/// and checks them.
package struct LoadedContents: Sendable {
  /// The entities that could be read.
  package var contents: AccountContents
  /// Where they were written.
  package var places: EntityPlaces
  /// What is wrong so far; when this is not empty, entities may be missing.
  package var problems: ProblemList
  /// What is written and checked, and then not kept.
  package var remarks = EntityRemarks()
  /// What is legal and probably not meant, as far as only reading shows it.
  package var findings: ProblemList
  /// What the files have looked like right before they were read; no files for contents that come
  /// from elsewhere.
  package var stamp = DirectoryStamp()

  /// Creates contents that come from elsewhere than files and have no problems so far.
  package init(contents: AccountContents, limits: Limits) {
    self.contents = contents
    places = EntityPlaces()
    problems = ProblemList(keptCountMax: limits.reportedErrorCountMax)
    findings = problems
  }
}
