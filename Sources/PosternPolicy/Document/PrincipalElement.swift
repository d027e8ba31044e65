/// The `Principal` or `NotPrincipal` element of a statement.
package struct PrincipalElement: Sendable {
  /// What kind of name an entry is (table 1.5).
  package enum Category: String, Sendable, CaseIterable {
    /// Accounts, users, roles, sessions, unique ids; also the bare `*`.
    case aws = "AWS"
    /// Service principals.
    case service = "Service"
    /// Identity providers.
    case federated = "Federated"
    /// Canonical users of an object store.
    case canonicalUser = "CanonicalUser"
  }

  /// One principal that is named.
  package struct Entry: Sendable {
    /// What kind of name it is.
    package let category: Category
    /// The name as written; `*` under `aws` is everyone.
    package let name: PolicyString

    /// Creates an entry.
    package init(category: Category, name: PolicyString) {
      self.category = category
      self.name = name
    }
  }

  /// Whether it is `NotPrincipal` (M-40).
  package let isNegated: Bool
  /// All principals of the map, or the one entry `*` (G-50).
  package let entries: [Entry]

  /// Creates the element.
  package init(isNegated: Bool, entries: [Entry]) {
    self.isNegated = isNegated
    self.entries = entries
  }
}
