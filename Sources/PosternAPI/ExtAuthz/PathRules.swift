/// Which paths are refused besides those that nobody has a good reason to send.
package struct PathRules: Sendable, Equatable {
  /// Whether a path with an encoded slash, `%2F`, is refused, since the service behind the proxy
  /// may read it in another way.
  package var refusesEncodedSlash: Bool
  /// Whether a path with a semicolon, encoded or not, is refused: many services take what stands
  /// behind it for a parameter of the segment and serve the segment without it.
  package var refusesParameters: Bool

  /// What holds when nothing is configured: both are refused.
  package static let standard = PathRules(refusesEncodedSlash: true, refusesParameters: true)

  /// Makes rules.
  package init(refusesEncodedSlash: Bool, refusesParameters: Bool) {
    self.refusesEncodedSlash = refusesEncodedSlash
    self.refusesParameters = refusesParameters
  }
}
