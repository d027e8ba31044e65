import PosternEngine

/// The decision sets of a snapshot while it is built: attachment sets with the same statements
/// share one.
struct SetPool {
  private var numbers: [[UInt32]: Int] = [:]
  private var contents: [[CompiledStatement]] = []

  /// How many sets there are.
  var count: Int { contents.count }

  /// Returns the number of the set with these statements; nil when there are none.
  mutating func number(of statements: [CompiledStatement]) -> Int? {
    guard !statements.isEmpty else { return nil }
    let key = statements.map(\.id)
    if let known = numbers[key] { return known }
    numbers[key] = contents.count
    contents.append(statements)
    return contents.count - 1
  }

  /// Returns a layer that consists of these statements and is there even when there are none.
  mutating func layer(of statements: [CompiledStatement]) -> LayerContent {
    number(of: statements).map { .set($0) } ?? .silent
  }

  /// Lays all sets out.
  ///
  /// - Complexity: O(n) in the statements of all sets.
  func build(actions: ActionPatternIndex) -> [DecisionSet] {
    contents.map { statements in
      var builder = DecisionSetBuilder(actions: actions)
      for statement in statements { builder.add(statement) }
      return builder.build()
    }
  }
}
