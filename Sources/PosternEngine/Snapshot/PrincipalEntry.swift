package import PosternModel

/// One principal, as the compiler hands it to a snapshot.
package struct PrincipalEntry: Sendable, Hashable {
  /// Under which name requests ask for it.
  package enum Lookup: Sendable, Hashable {
    /// By exactly this text.
    case name(String)
    /// By the ARN of any of the role's sessions.
    case sessions
  }

  /// What it is.
  package let form: CallerForm
  /// How requests name it.
  package let lookup: Lookup
  /// Its ARN; for a role and its sessions the role's.
  ///
  /// Empty for callers outside accounts.
  package let arn: String
  /// Its name without path.
  package let name: String
  /// `AIDA…`, `AROA…`; the account for a root; empty when unknown.
  package let uniqueID: String
  /// The ARN that issued a federated session; empty for everyone else.
  package let issuer: String
  /// The numbers of the decision sets that grant and refuse.
  package let sets: [Int]
  /// Its permissions boundary.
  package let boundary: LayerContent
  /// The policies its session was made with.
  package let session: LayerContent
  /// The service control policies of its account, level by level; nil when the layer does not
  /// apply.
  package let scp: [LayerContent]?
  /// Its tags.
  package let tags: [Tag]

  /// Creates an entry.
  package init(
    form: CallerForm,
    lookup: Lookup,
    arn: String,
    name: String,
    uniqueID: String,
    issuer: String,
    sets: [Int],
    boundary: LayerContent,
    session: LayerContent,
    scp: [LayerContent]?,
    tags: [Tag]
  ) {
    self.form = form
    self.lookup = lookup
    self.arn = arn
    self.name = name
    self.uniqueID = uniqueID
    self.issuer = issuer
    self.sets = sets
    self.boundary = boundary
    self.session = session
    self.scp = scp
    self.tags = tags
  }
}
