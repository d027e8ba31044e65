/// Lays out the bytes of a region: values at aligned offsets, texts behind one another.
@safe
struct RegionWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  private var texts: [[UInt8]: UInt32] = [:]
  /// The text that was asked for last, and its place: often it is asked for again.
  private var lastText: [UInt8] = []
  private var lastPlace: UInt32 = 0

  /// The offset at which the next byte goes.
  var offset: Int { bytes.count }

  /// Makes room for so many bytes, which are written next.
  mutating func reserve(_ byteCount: Int) { bytes.reserveCapacity(bytes.count + byteCount) }

  /// Fills up to the next multiple of `alignment`.
  mutating func align(to alignment: Int) {
    while bytes.count % alignment != 0 { bytes.append(0) }
  }

  /// Appends a plain value at its natural alignment and returns its offset.
  @discardableResult
  mutating func append<Value: BitwiseCopyable>(_ value: Value) -> Int {
    align(to: MemoryLayout<Value>.alignment)
    let start = bytes.count
    // SAFETY: the bytes of a plain value are read while it lives in this frame.
    unsafe withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
    return start
  }

  /// Appends the bytes of a plain value where the last ones end.
  mutating func append<Value: BitwiseCopyable>(bytes value: Value) {
    // SAFETY: as above.
    unsafe withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends bytes as they are.
  mutating func append(_ text: [UInt8]) {
    bytes.append(contentsOf: text)
  }

  /// Replaces the plain value at `offset`, which was appended before.
  mutating func replace<Value: BitwiseCopyable>(at offset: Int, with value: Value) {
    // SAFETY: as above; the copy goes through checked subscripts.
    unsafe withUnsafeBytes(of: value) { source in
      for index in 0..<source.count { bytes[offset + index] = unsafe source[index] }
    }
  }

  /// Appends a text once, however often it is asked for, and returns its offset.
  mutating func text(_ text: [UInt8]) -> UInt32 {
    // No bytes stand anywhere.
    if text.isEmpty { return 0 }
    if text == lastText { return lastPlace }
    lastText = text
    if let known = texts[text] {
      lastPlace = known
    } else {
      lastPlace = UInt32(truncatingIfNeeded: bytes.count)
      bytes.append(contentsOf: text)
      texts[text] = lastPlace
    }
    return lastPlace
  }

  /// Makes the region.
  func finish() -> Region { Region(bytes) }
}
