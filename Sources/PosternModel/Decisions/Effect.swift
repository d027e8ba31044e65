/// What a statement says about the requests it applies to.
package enum Effect: UInt8, Sendable, Hashable {
  /// The statement grants.
  case allow
  /// The statement refuses; wins over every grant (E-02).
  case deny
}
