extension [UInt8] {
  /// Appends the bytes of a plain value, wherever it then stands.
  mutating func append<Value: BitwiseCopyable>(bytesOf value: Value) {
    // SAFETY: the bytes of a plain value are read while it lives in this frame.
    unsafe Swift.withUnsafeBytes(of: value) { unsafe append(contentsOf: $0) }
  }
}
