import PosternModel

/// The memory of one request: nothing of it is copied to be looked up.
struct RequestSlices: BitwiseCopyable {
  /// The bytes of all parts.
  let text: ByteSlice
  private let entries: ByteSlice
  private let values: ByteSlice

  /// How many condition keys were sent.
  let entryCount: Int
  /// How many values were sent.
  let valueCount: Int

  /// No request.
  init() {
    self.init(text: .empty, entries: .empty, entryCount: 0, values: .empty, valueCount: 0)
  }

  /// The slices of a request's three arrays.
  @inline(__always)
  init(text: ByteSlice, entries: ByteSlice, entryCount: Int, values: ByteSlice, valueCount: Int) {
    self.text = text
    self.entries = entries
    self.entryCount = entryCount
    self.values = values
    self.valueCount = valueCount
  }

  /// A condition key.
  @inline(__always)
  func entry(_ index: Int) -> AuthorizationRequest.ContextEntry {
    entries.load(
      at: index &* MemoryLayout<AuthorizationRequest.ContextEntry>.stride,
      as: AuthorizationRequest.ContextEntry.self
    )
  }

  /// The bytes of a value.
  @inline(__always)
  func value(_ index: Int) -> ByteSlice {
    slice(values.load(at: index &* MemoryLayout<TextRange>.stride, as: TextRange.self))
  }

  /// The bytes of a part.
  @inline(__always)
  func slice(_ range: TextRange) -> ByteSlice { text.slice(range.start, range.byteCount) }
}
