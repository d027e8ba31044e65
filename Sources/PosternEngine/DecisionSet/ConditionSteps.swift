import PosternModel

/// Goes through the steps of a condition program in a decision set.
struct ConditionSteps {
  /// A step, and where its operands are named.
  struct Step: BitwiseCopyable {
    private let head: ConditionStep
    private let operands: Int

    @inline(__always)
    fileprivate init(_ heap: ByteSlice, at place: Int) {
      head = heap.load(at: place, as: ConditionStep.self)
      operands = place &+ ConditionStep.size
    }

    @inline(__always)
    var comparison: UInt8 { head.comparison }
    @inline(__always)
    var qualifier: UInt8 { head.qualifier }
    @inline(__always)
    var flags: UInt8 { head.flags }
    @inline(__always)
    var key: UInt16 { head.key }
    @inline(__always)
    var operandCount: Int { Int(head.operandCount) }
    /// Whether the statement denies.
    @inline(__always)
    var isDeny: Bool { flags & ConditionStep.isDeny != 0 }

    /// The place of an operand.
    @inline(__always)
    func operand(_ index: Int, in heap: ByteSlice) -> Int {
      Int(heap.load(at: operands &+ index &* 4, as: UInt32.self))
    }

    /// The place behind the step.
    @inline(__always)
    fileprivate var end: Int { operands &+ operandCount &* 4 }
  }

  private let heap: ByteSlice
  private var place: Int
  private var isDone = false

  /// The steps of the program at `place`, of which there is at least one.
  @inline(__always)
  init(_ heap: ByteSlice, at place: Int) {
    self.heap = heap
    self.place = place
  }

  /// The next step, nil behind the last.
  @inline(__always)
  mutating func next() -> Step? {
    if isDone { return nil }
    let step = Step(heap, at: place)
    place = step.end
    isDone = step.flags & ConditionStep.isFollowed == 0
    return step
  }
}
