/// The nodes of one text, in the order of the text.
///
/// Copies share the memory. Only a list that has just been emptied may be appended to: emptying
/// takes other memory when there are copies, so that appending need not ask again and again.
@usableFromInline
@safe
// SAFETY: the memory is read by many and written by one: see above.
struct JSONNodeList: @unchecked Sendable {
  /// Owns the memory of a list and its copies.
  @safe
  private final class Memory {
    // SAFETY: allocated by `init` for so many nodes, and freed with the last list that has it.
    let start: UnsafeMutablePointer<JSONNode>
    let capacity: Int

    init(capacity: Int) {
      unsafe start = .allocate(capacity: capacity)
      self.capacity = capacity
    }

    // SAFETY: see `start`; nodes need no clean-up.
    deinit { unsafe start.deallocate() }
  }

  private var memory: Memory
  // SAFETY: the start of `memory`, of which the first `count` nodes are written. A list that is
  // shared between threads is not written to (see above).
  @usableFromInline
  private(set) var start: UnsafeMutablePointer<JSONNode>
  @usableFromInline
  private(set) var count = 0
  private var capacity: Int

  init() {
    memory = Memory(capacity: 64)
    unsafe start = memory.start
    capacity = memory.capacity
  }

  /// Empties the list, keeps the memory if nobody else has it, and lets nodes be appended.
  mutating func removeAll() {
    if !isKnownUniquelyReferenced(&memory) { use(Memory(capacity: memory.capacity)) }
    count = 0
  }

  @inline(__always)
  mutating func append(_ node: JSONNode) {
    if count == capacity { grow() }
    // SAFETY: there is room; see `start`.
    unsafe start[count] = node
    count &+= 1
  }

  /// A node.
  @inlinable
  subscript(index: Int) -> JSONNode {
    // SAFETY: both sides check that the node is written.
    @inline(__always)
    get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return unsafe start[index]
    }
    @inline(__always)
    _modify {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      yield unsafe &start[index]
    }
  }

  @inline(never)
  private mutating func grow() {
    let larger = Memory(capacity: memory.capacity * 2)
    // SAFETY: the new memory is larger and nobody else knows it.
    unsafe larger.start.update(from: start, count: count)
    use(larger)
  }

  private mutating func use(_ memory: Memory) {
    self.memory = memory
    unsafe start = memory.start
    capacity = memory.capacity
  }
}
