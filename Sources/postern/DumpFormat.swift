import ArgumentParser
import PosternDecisionPoint

/// How a dump is written.
enum DumpFormat: String, ExpressibleByArgument, CaseIterable {
  /// As indented lines.
  case text
  /// As a graph for Graphviz.
  case dot

  /// The format as the decision point names it.
  var value: PolicySnapshot.DumpFormat {
    switch self {
    case .text: .text
    case .dot: .dot
    }
  }
}
