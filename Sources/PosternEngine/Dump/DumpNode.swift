import PosternText

/// A compiled form as a tree that a person can read: as indented text, or as a graph.
package struct DumpNode: Sendable, Equatable {
  /// What stands at this place.
  package let label: String
  /// What hangs on it.
  package let children: [DumpNode]

  /// Creates a node.
  package init(_ label: String, _ children: [DumpNode] = []) {
    // What policies say may hold line ends, and signs that steer a terminal.
    self.label = label.onOneLine
    self.children = children
  }

  /// The tree as lines, each level two spaces further in.
  package var text: String { lines(depth: 0).joined(separator: "\n") }

  private func lines(depth: Int) -> [String] {
    [String(repeating: "  ", count: depth) + label]
      + children.flatMap { $0.lines(depth: depth + 1) }
  }

  /// The tree in the language of Graphviz.
  package var graph: String {
    var lines = ["digraph postern {", "  rankdir=LR;", "  node [shape=box, fontname=monospace];"]
    var count = 0
    addGraph(to: &lines, &count)
    return (lines + ["}"]).joined(separator: "\n")
  }

  /// Adds the node and all below it; `count` is the number of the next node.
  private func addGraph(to lines: inout [String], _ count: inout Int) {
    let number = count
    count += 1
    lines.append("  n\(number) [label=\(DumpNode.quoted(label))];")
    for child in children {
      lines.append("  n\(number) -> n\(count);")
      child.addGraph(to: &lines, &count)
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
    return "\"\(escaped.joined())\""
  }
}
