/// A fixed number of plain values that one event loop writes and reads again and again.
// SAFETY: every access is checked against the capacity in debug builds and by the callers' own
// bounds in release builds; the owner frees it exactly once; it never crosses a thread.
@safe
struct ScratchArray<Element: BitwiseCopyable>: BitwiseCopyable {
  private let base: UnsafeMutablePointer<Element>
  /// How many values it holds.
  let capacity: Int

  /// Allocates `capacity` values, each `initial`.
  init(capacity: Int, initial: Element) {
    self.init(capacity: capacity)
    unsafe base.initialize(repeating: initial, count: max(capacity, 1))
  }

  /// Allocates room for `capacity` values, each of which is set before it is read; until then the
  /// system need not find memory for it.
  init(capacity: Int) {
    self.capacity = capacity
    unsafe base = ScratchMemory.allocate(Element.self, capacity: max(capacity, 1))
  }

  /// Frees the memory; no copy may be used afterwards.
  func deallocate() { unsafe base.deallocate() }

  /// The value at `index`; whoever uses one of its properties touches that property only.
  subscript(index: Int) -> Element {
    @inline(__always)
    unsafeAddress {
      assert(index >= 0 && index < capacity)
      return unsafe UnsafePointer(base + index)
    }
    @inline(__always)
    nonmutating unsafeMutableAddress {
      assert(index >= 0 && index < capacity)
      return unsafe base + index
    }
  }

  /// The bytes of `count` values from `index` on.
  @inline(__always)
  func bytes(from index: Int, count: Int) -> ByteSlice {
    assert(index >= 0 && count >= 0 && index + count <= capacity)
    return unsafe ByteSlice(base + index, count: count * MemoryLayout<Element>.stride)
  }

  /// Takes the first `count` values of another array.
  func copy(from other: ScratchArray<Element>, count: Int) {
    assert(count <= capacity && count <= other.capacity)
    unsafe base.update(from: other.base, count: count)
  }

  /// Sets all values.
  func fill(_ value: Element) {
    unsafe base.update(repeating: value, count: max(capacity, 1))
  }
}
