import PosternDecisionPoint
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
      _ = try loader.load(limits: limits)
      return []
    } catch {
      return error.lines
    }
  }
}
