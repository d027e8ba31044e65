import PosternAdministration
import PosternDecisionPoint
import PosternManifest

/// Loads entities only to see whether that works.
package enum EntityCheck {
  /// Returns a line for each problem of a directory; none when a service with the same limits and
  /// quotas would take it.
  package static func problems(of directory: String, by options: ServerOptions) -> [String] {
    let loader = EntityLoader(
      directory: directory,
      decisionPoint: DecisionPoint(limits: options.limits)
    )
    do throws(LoadFailure) {
      _ = try loader.load(limits: options.limits, quotas: options.quotas)
      return []
    } catch {
      return error.lines
    }
  }

  /// Returns a line for each thing in a sound directory that is legal and probably not meant; none
  /// for a directory with problems.
  package static func findings(in directory: String, by options: ServerOptions) -> [String] {
    let rules = ImportRules(limits: options.limits, quotas: options.quotas)
    do throws(ImportError) {
      return try AccountImport(rules: rules).findings(inDirectory: directory).sorted
        .map(\.description)
    } catch {
      return []
    }
  }
}
