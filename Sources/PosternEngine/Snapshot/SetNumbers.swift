/// The numbers of a principal's decision sets, as they stand in its record.
struct SetNumbers: BitwiseCopyable {
  private let bytes: ByteSlice
  private let isWide: Bool
  /// How many there are.
  let count: Int

  /// The numbers from a place of the records on, of four bytes each or of two.
  @inline(__always)
  init(_ records: ByteSlice, at place: Int, count: Int, isWide: Bool) {
    bytes = records.slice(place, count &* (isWide ? 4 : 2))
    self.isWide = isWide
    self.count = count
  }

  /// One number.
  @inline(__always)
  subscript(index: Int) -> Int {
    isWide
      ? Int(bytes.load(at: index &* 4, as: UInt32.self))
      : Int(bytes.load(at: index &* 2, as: UInt16.self))
  }
}
