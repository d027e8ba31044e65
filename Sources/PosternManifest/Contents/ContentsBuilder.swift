internal import PosternModel
internal import PosternText

/// Turns the documents of a directory into entities.
///
/// Accounts come first, then exports, which bring accounts with them, then all others, since a
/// manifest may leave its account out when there is only one.
struct ContentsBuilder {
  let directory: String
  let limits: Limits
  var contents = AccountContents()
  var places = EntityPlaces()
  var remarks = EntityRemarks()
  var problems: ProblemList
  /// What is legal and probably not meant, as far as only reading shows it.
  var findings: ProblemList
  /// Where each policy of the platform stands, by its ARN.
  var platformPolicies: [String: Int] = [:]
  /// What the files that are read have looked like right before.
  var stamp = DirectoryStamp()
  private(set) var accounts: [AccountID: Account] = [:]
  private var namesAnAccount = false

  /// Begins a build that goes on from the problems of reading.
  init(directory: String, limits: Limits, problems: ProblemList) {
    self.directory = directory
    self.limits = limits
    self.problems = problems
    findings = ProblemList(keptCountMax: limits.reportedErrorCountMax)
  }

  /// Reads all documents.
  mutating func read(_ documents: [ManifestDocument]) {
    var manifests: [(kind: ManifestKind, document: ManifestDocument)] = []
    var exports: [ManifestDocument] = []
    var others: [ManifestDocument] = []
    for document in documents {
      if Self.isExport(document.root) {
        exports.append(document)
      } else if Self.mayBePolicy(document) {
        others.append(document)
      } else if let kind = kind(of: document) {
        manifests.append((kind, document))
      }
    }
    for (kind, document) in manifests where kind == .account { readAccount(document) }
    for document in exports { readExport(document) }
    for (kind, document) in manifests { readEntity(kind, document) }
    refuseUnnamed(others)
    namesAnAccount = !exports.isEmpty || manifests.contains { $0.kind == .account }
  }

  /// Adds an account; a second one with the same id is left for the check of the whole to refuse.
  mutating func add(_ account: Account) {
    contents.accounts.append(account)
    if accounts[account.id] == nil { accounts[account.id] = account }
  }

  /// Ends the build.
  consuming func finish() -> LoadedContents {
    // Where something is wrong already, the account may be missing for that reason.
    if !namesAnAccount, problems.isEmpty {
      problems.add(
        "the directory has neither a manifest of kind `Account` nor an account export",
        help: nil,
        file: directory,
        position: nil
      )
    }
    var loaded = LoadedContents(contents: contents, limits: limits)
    loaded.places = places
    loaded.remarks = remarks
    loaded.problems = problems
    loaded.findings = findings
    loaded.stamp = stamp
    return loaded
  }

  private mutating func readEntity(_ kind: ManifestKind, _ document: ManifestDocument) {
    switch kind {
    case .account: return
    case .user: readUser(document)
    case .group: readGroup(document)
    case .role: readRole(document)
    case .policy: readPolicy(document)
    case .resourcePolicy: readResourcePolicy(document)
    case .organization: readOrganization(document)
    case .instanceProfile: readInstanceProfile(document)
    case .service: readService(document)
    }
  }

  /// Whether a document can be what a manifest names with `document`: a whole file of JSON.
  private static func mayBePolicy(_ document: ManifestDocument) -> Bool {
    document.file.name.hasSuffix(".json") && document.root.members != nil
      && document.root.member("kind") == nil
  }

  /// Refuses what is no manifest, except for the policies that manifests have named: a directory
  /// that cannot have others in it, as of a Kubernetes ConfigMap, holds both.
  private mutating func refuseUnnamed(_ documents: [ManifestDocument]) {
    let named = Set(stamp.documents.keys.map { Self.plainPath(of: $0.text) })
    for document in documents where !named.contains(ExactText(document.file.name)) {
      _ = kind(of: document)
    }
  }

  private mutating func kind(of document: ManifestDocument) -> ManifestKind? {
    let root = document.root
    let known = ManifestKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    guard root.members != nil else {
      refuse(
        "expected a map with a member `kind`, found \(root.kindName)",
        help: nil,
        in: document.file,
        at: root.position
      )
      return nil
    }
    guard let node = root.member("kind"), let word = node.text else {
      refuse(
        "expected a member `kind` with one of \(known)",
        help: root.member("Statement") == nil
          ? nil : "a policy is read where a manifest names its file, as in `document: read.json`",
        in: document.file,
        at: (root.member("kind") ?? root).position
      )
      return nil
    }
    guard let kind = ManifestKind(rawValue: word) else {
      let closest = Spelling.closest(to: word, among: ManifestKind.allCases.map(\.rawValue))
      refuse(
        "unknown kind `\(QuotedText.shortened(word))`, expected one of \(known)",
        help: closest.map { "did you mean `\($0)`?" },
        in: document.file,
        at: node.position
      )
      return nil
    }
    return kind
  }

  /// Adds a problem.
  mutating func refuse(
    _ message: String,
    help: String?,
    in file: SourceFile,
    at position: TextPosition
  ) {
    problems.add(message, help: help, file: file.name, position: position)
  }
}
