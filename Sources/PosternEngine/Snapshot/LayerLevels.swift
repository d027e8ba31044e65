/// The levels of an organization's policies from its root down to the account, each one decision
/// set.
struct LayerLevels: BitwiseCopyable {
  private let bytes: ByteSlice
  private let place: Int
  /// How many levels there are; none when the layer does not apply.
  let count: Int

  /// The levels whose count stands at `place`; none at place 0.
  @inline(__always)
  init(_ bytes: ByteSlice, at place: UInt32) {
    self.bytes = bytes
    self.place = Int(place) &+ 4
    count = place == 0 ? 0 : Int(bytes.load(at: Int(place), as: UInt32.self))
  }

  /// One level.
  @inline(__always)
  subscript(index: Int) -> LayerReference {
    bytes.load(at: place &+ index &* 4, as: LayerReference.self)
  }
}
