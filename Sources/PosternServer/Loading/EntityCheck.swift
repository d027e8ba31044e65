import PosternAdministration
import PosternDecisionPoint
import PosternManifest
import PosternModel

/// Loads entities only to see whether that works.
package enum EntityCheck {
  /// Returns a line for each problem of a directory; none when a service would take it.
  package static func problems(of directory: String) -> [String] {
    let limits = Limits.standard
    let loader = EntityLoader(
      directory: directory,
      decisionPoint: DecisionPoint(limits: limits)
    )
    do throws(LoadFailure) {
      _ = try loader.load(limits: limits, quotas: .standard)
      return []
    } catch {
      return error.lines
    }
  }

  /// Returns a line for each thing in a sound directory that is legal and probably not meant; none
  /// for a directory with problems.
  package static func findings(in directory: String) -> [String] {
    let rules = ImportRules(limits: .standard, quotas: .standard)
    do throws(ImportError) {
      return try AccountImport(rules: rules).findings(inDirectory: directory).sorted
        .map(\.description)
    } catch {
      return []
    }
  }
}
