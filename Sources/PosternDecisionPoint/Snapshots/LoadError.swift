package import PosternModel
package import PosternPolicy

/// Why contents cannot be published; the snapshot before them stays.
package enum LoadError: Error, Sendable {
  /// A policy document is not understood; names the policy as explanations do, and where it was
  /// written.
  case policy(name: String, PolicyError, origin: SourceOrigin?)
  /// A bound is reached.
  case limit(String)
}
