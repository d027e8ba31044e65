/// A policy with a name of its own that is attached to users, groups and roles; only its default
/// version counts.
package struct ManagedPolicy: Hashable, Sendable {
  /// One text of the policy.
  package struct Version: Hashable, Sendable {
    /// The number behind the `v`; grows, never reused.
    package let number: Int
    /// The document.
    package let document: PolicyText
    /// Whole seconds since 1970.
    package let createdSeconds: Int64

    /// Creates a version.
    package init(number: Int, document: PolicyText, createdSeconds: Int64) {
      self.number = number
      self.document = document
      self.createdSeconds = createdSeconds
    }
  }

  /// The whole ARN; the account part is `aws` for policies of the platform.
  package let arn: String
  /// The account that owns it; nil for policies of the platform.
  package let account: AccountID?
  /// 1 to 128 characters, unique in the account ignoring case.
  package let name: String
  /// `/` or `/…/`.
  package let path: String
  /// `ANPA…`; never reused.
  package let uniqueID: String
  /// Free text, empty when it has none.
  package let summary: String
  /// Whole seconds since 1970.
  package let createdSeconds: Int64
  /// One to five versions, oldest first.
  package let versions: [Version]
  /// The number of the version that is evaluated.
  package let defaultVersionNumber: Int

  /// Creates a managed policy.
  ///
  /// - Precondition: `defaultVersionNumber` is the number of one of `versions`.
  package init(
    arn: String,
    account: AccountID?,
    name: String,
    path: String,
    uniqueID: String,
    summary: String,
    createdSeconds: Int64,
    versions: [Version],
    defaultVersionNumber: Int
  ) {
    self.arn = arn
    self.account = account
    self.name = name
    self.path = path
    self.uniqueID = uniqueID
    self.summary = summary
    self.createdSeconds = createdSeconds
    self.versions = versions
    self.defaultVersionNumber = defaultVersionNumber
  }

  /// The version that is evaluated; nil only when the precondition of the initialiser was broken.
  package var defaultVersion: Version? {
    versions.first { $0.number == defaultVersionNumber }
  }
}
