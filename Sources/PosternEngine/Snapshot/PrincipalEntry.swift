package import PosternModel

/// One principal, as the compiler hands it to a snapshot.
package struct PrincipalEntry: Sendable {
  /// What the principal is.
  package enum Form: Sendable {
    /// The owner of an account.
    case root
    /// A user.
    case user
    /// A role; requests name one of its sessions.
    case role
  }

  /// The boundary's effect.
  package enum Boundary: Sendable {
    /// There is none.
    case absent
    /// There is one, and it allows nothing.
    case silent
    /// It is the decision set with this number.
    case set(Int)
  }

  /// What it is.
  package let form: Form
  /// Its ARN.
  package let arn: String
  /// Its name without path; the session prefix of a role is made of it.
  package let name: String
  /// `AIDA…`, `AROA…`; the account for a root.
  package let uniqueID: String
  /// The numbers of its decision sets.
  package let sets: [Int]
  /// Its permissions boundary.
  package let boundary: Boundary
  /// Its tags.
  package let tags: [Tag]

  /// Creates an entry.
  package init(
    form: Form, arn: String, name: String, uniqueID: String, sets: [Int], boundary: Boundary,
    tags: [Tag]
  ) {
    self.form = form
    self.arn = arn
    self.name = name
    self.uniqueID = uniqueID
    self.sets = sets
    self.boundary = boundary
    self.tags = tags
  }
}
