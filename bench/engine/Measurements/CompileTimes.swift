import PosternCompiler
import PosternEngine
import PosternModel
import PosternPolicy

/// How fast documents become something to decide by, in documents per second.
struct CompileTimes {
  private static let roundCount = 3

  /// From text to tree.
  let parsed: Int
  /// From tree to compiled statements.
  let compiled: Int
  /// From the contents of a store to a snapshot: everything.
  let published: Int

  /// Measures the policies of a workload.
  init(_ workload: Workload, stopwatch: Stopwatch) throws {
    let contents = try workload.contents(hasUsers: true)
    let texts = workload.policies.map { Array($0.document.utf8) }
    let documents = try CompileTimes.parse(texts)
    func rate(_ work: () throws -> Void) rethrows -> Int {
      var best = Int.max
      for _ in 0..<CompileTimes.roundCount { best = min(best, try stopwatch.nanoseconds(of: work)) }
      return texts.count * 1_000_000_000 / max(best, 1)
    }
    parsed = try rate { Consumer.take(try CompileTimes.parse(texts)) }
    compiled = try rate { try CompileTimes.compile(documents) }
    published = try rate { Consumer.take(try Subject.snapshot(of: contents, sessions: [])) }
  }

  private static func parse(_ texts: [[UInt8]]) throws -> [PolicyDocument] {
    try texts.map { try PolicyParser.parse($0, kind: .managed, limits: .standard) }
  }

  private static func compile(_ documents: [PolicyDocument]) throws {
    var compiler = PolicyCompiler()
    var statementCount: UInt32 = 0
    for document in documents {
      let statements = try compiler.compile(
        document,
        kind: .managed,
        firstID: statementCount,
        limits: .standard
      )
      statementCount += UInt32(statements.count)
    }
    Consumer.take(compiler.actions)
  }
}
