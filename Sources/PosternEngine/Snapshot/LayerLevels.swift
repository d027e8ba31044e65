/// The levels of an organization's policies from its root down to the account, each one decision
/// set.
struct LayerLevels: BitwiseCopyable {
  private let bytes: ByteSlice
  private let place: Int
  /// How many levels there are; none when the layer does not apply.
  let count: Int

  /// The levels of a layer that does not apply.
  static var none: LayerLevels { LayerLevels(count: 0) }

  private init(count: Int) {
    bytes = ByteSlice.empty
    place = 0
    self.count = count
  }

  /// The levels whose count stands at `place`.
  init(_ bytes: ByteSlice, at place: Int) {
    self.bytes = bytes
    self.place = place + 4
    count = Int(bytes.load(at: place, as: UInt32.self))
  }

  /// One level.
  subscript(index: Int) -> LayerReference {
    bytes.load(at: place + index * 4, as: LayerReference.self)
  }
}
