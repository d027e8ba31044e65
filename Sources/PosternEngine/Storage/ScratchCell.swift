/// One plain value that one event loop writes and reads again and again; a reference in one
/// register.
// SAFETY: as for `ScratchArray`: the owner frees it exactly once, and it never crosses a thread.
@safe
struct ScratchCell<Value: BitwiseCopyable>: BitwiseCopyable {
  private let base: UnsafeMutablePointer<Value>

  /// Allocates room for a value, which is set before it is read for the first time.
  init() {
    unsafe base = UnsafeMutablePointer<Value>.allocate(capacity: 1)
  }

  /// Frees the memory; no copy may be used afterwards.
  func deallocate() { unsafe base.deallocate() }

  /// The value.
  @inline(__always)
  var value: Value {
    get { unsafe base.pointee }
    nonmutating set { unsafe base.pointee = newValue }
  }
}
