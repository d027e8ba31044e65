/// A reference to the one decision set of a layer.
struct LayerReference: BitwiseCopyable, Hashable {
  let rawValue: UInt32

  /// The layer does not take part.
  static let absent = LayerReference(rawValue: .max)
  /// The layer takes part and says nothing: whatever must be allowed by it is not.
  static let silent = LayerReference(rawValue: .max - 1)

  /// The decision set, nil when the layer is absent or silent.
  @inline(__always)
  var set: Int? { rawValue < LayerReference.silent.rawValue ? Int(rawValue) : nil }
}

extension LayerReference {
  /// The reference for a layer as the compiler describes it.
  init(_ content: LayerContent) {
    switch content {
    case .absent: self = .absent
    case .silent: self = .silent
    case .set(let number): self.init(rawValue: UInt32(number))
    }
  }
}
