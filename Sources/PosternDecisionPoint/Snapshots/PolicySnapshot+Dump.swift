import PosternEngine

extension PolicySnapshot {
  /// How a dump is written.
  package enum DumpFormat: Sendable {
    /// As indented lines.
    case text
    /// As a graph for Graphviz.
    case dot
  }

  /// Returns everything compiled in a form that a person can read, or one decision set of it.
  ///
  /// - Parameters:
  ///   - format: how it is written.
  ///   - set: the number of the only set to write; nil for everything.
  /// - Returns: the text, or nil when there is no such set.
  /// - Complexity: O(n) in the bytes of the snapshot.
  package func dump(_ format: DumpFormat, set: Int?) -> String? {
    let dump = SnapshotDump(compiled) { number in
      let description = self.statement(number)
      let sid = description.sid.map { " `\($0)`" } ?? ""
      return "statement \(description.index)\(sid) of \(description.policy)"
    }
    if let set, set < 0 || set >= dump.setCount { return nil }
    let node = set.map { dump.set($0) } ?? dump.node
    return switch format {
    case .text: node.text
    case .dot: node.graph
    }
  }
}
