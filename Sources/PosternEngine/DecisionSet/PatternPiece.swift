/// One piece of a pattern in a decision set, read from its `PatternCode`.
struct PatternPiece: BitwiseCopyable {
  /// What the piece is; all literals have the one of long literals.
  let operation: UInt8
  /// The condition key of a variable.
  let key: UInt16
  /// The place and the length of a literal or a default.
  let start: Int
  let count: Int

  /// The place of the next piece.
  @inline(__always)
  var next: Int { start &+ count }

  /// Whether the piece depends on the request.
  @inline(__always)
  var isVariable: Bool { operation >= PatternCode.variable }

  /// The piece at `place`.
  @inline(__always)
  init(_ heap: ByteSlice, at place: Int) {
    let first = heap[place]
    if first &- 1 < UInt8(PatternCode.shortLiteralMax) {
      self.init(PatternCode.longLiteral, start: place &+ 1, count: Int(first))
    } else {
      self.init(heap, at: place, operation: first)
    }
  }

  @inline(__always)
  private init(_ operation: UInt8, key: UInt16 = 0, start: Int, count: Int) {
    self.operation = operation
    self.key = key
    self.start = start
    self.count = count
  }

  @inline(__always)
  private init(_ heap: ByteSlice, at place: Int, operation: UInt8) {
    switch operation {
    case PatternCode.longLiteral:
      let count = Int(heap.load(at: place &+ 1, as: UInt32.self))
      self.init(operation, start: place &+ 5, count: count)
    case PatternCode.variable:
      let key = heap.load(at: place &+ 1, as: UInt16.self)
      self.init(operation, key: key, start: place &+ 3, count: 0)
    case PatternCode.variableWithFallback:
      let key = heap.load(at: place &+ 1, as: UInt16.self)
      let count = Int(heap.load(at: place &+ 3, as: UInt32.self))
      self.init(operation, key: key, start: place &+ 7, count: count)
    default: self.init(operation, start: place &+ 1, count: 0)
    }
  }
}
