/// The parts of a snapshot that it may share with the one before it.
package struct SnapshotParts: OptionSet, Sendable {
  /// A bit for each part.
  package let rawValue: Int

  /// Creates a set of parts from its bits.
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// The numbers of condition keys and action patterns.
  package static let vocabulary = SnapshotParts(rawValue: 1)
  /// The principals and their records.
  package static let principals = SnapshotParts(rawValue: 2)
  /// The resources with policies of their own.
  package static let resources = SnapshotParts(rawValue: 4)
  /// The organizations and the resource control policies of their accounts.
  package static let organizations = SnapshotParts(rawValue: 8)
  /// Everything but the decision sets.
  package static let all: SnapshotParts = [.vocabulary, .principals, .resources, .organizations]
}
