import PosternText

/// The version of the language that a managed policy must have (table 1.2).
struct VersionRules {
  /// Whether only 2012-10-17 will do.
  let isRequired: Bool

  func check(_ document: DocumentOutline) throws(PolicyError) {
    guard isRequired else { return }
    guard let version = document.version else {
      throw .version("the policy has no `Version`", at: document.start)
    }
    guard version.text == PolicyDocument.Version.v2012.rawValue else {
      throw .version(
        "version `\(version.text.shown)` is too old for a managed policy",
        at: version.position
      )
    }
  }
}
