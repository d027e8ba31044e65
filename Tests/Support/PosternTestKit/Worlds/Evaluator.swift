/// Something that decides worlds: the executable specification, the engine, a server.
package struct Evaluator: Sendable, CustomStringConvertible {
  /// Decides the question of a world whose policies have been read.
  package typealias Decide = (World) throws -> Verdict

  /// The name that a failure shows.
  package let description: String
  /// Reads the policies of a world once, for any number of questions about them.
  package let prepare: @Sendable (World) throws -> Decide

  /// The time of every question that does not bring its own: the first second of 2030.
  package static let nowSeconds: Int64 = 1_893_456_000

  /// Creates an evaluator.
  package init(_ description: String, prepare: @escaping @Sendable (World) throws -> Decide) {
    self.description = description
    self.prepare = prepare
  }

  /// Reads the policies of a world and decides its question.
  package func decide(_ world: World) throws -> Verdict {
    try prepare(world)(world)
  }
}
