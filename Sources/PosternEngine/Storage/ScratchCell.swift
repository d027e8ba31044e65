/// One plain value that one event loop writes and reads again and again; a reference in one
/// register.
// SAFETY: as for `ScratchArray`: the owner frees it exactly once, and it never crosses a thread.
@safe
struct ScratchCell<Value: BitwiseCopyable>: BitwiseCopyable {
  private let base: UnsafeMutablePointer<Value>

  /// Allocates room for a value.
  init(_ value: Value) {
    unsafe base = ScratchMemory.allocate(Value.self, capacity: 1)
    unsafe base.initialize(to: value)
  }

  /// Frees the memory; no copy may be used afterwards.
  func deallocate() { unsafe base.deallocate() }

  /// The value; whoever uses one of its properties touches that property only.
  var value: Value {
    @inline(__always)
    unsafeAddress { unsafe UnsafePointer(base) }
    @inline(__always)
    nonmutating unsafeMutableAddress { unsafe base }
  }
}
