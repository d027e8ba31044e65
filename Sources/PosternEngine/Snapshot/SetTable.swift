/// The bytes of the decision sets of a snapshot, by number, in chunks that snapshots share.
///
///     root   bytes of a chunk │ bytes of a chunk │ …      a cell for each chunk
///     chunk  bytes of a set │ bytes of a set │ …          a cell for each set
struct SetTable: BitwiseCopyable {
  /// The binary logarithm of the sets in a chunk.
  static let chunkShift = 6

  private let root: ByteSlice

  /// The table over a root that `makeRoot` laid out.
  init(_ root: ByteSlice) {
    self.root = root
  }

  /// The bytes of a set: two loads, the second of which hits the cache when the first one does.
  @inline(__always)
  subscript(number: Int) -> ByteSlice {
    let size = MemoryLayout<ByteSlice>.stride
    let chunk = root.load(at: (number &>> SetTable.chunkShift) &* size, as: ByteSlice.self)
    let place = number & ((1 &<< SetTable.chunkShift) &- 1)
    return chunk.load(at: place &* size, as: ByteSlice.self)
  }

  /// Has the processor fetch the first three cache lines of a set, in which the runs and marks of
  /// most sets stand (`postern-bench measure --workload L`).
  @inline(__always)
  func prefetch(_ number: Int) {
    let set = self[number]
    set.prefetch(at: 0)
    set.prefetch(at: 64)
    set.prefetch(at: 128)
  }

  /// Lays out the cells of a root or of a chunk.
  static func makeCells(_ slices: [ByteSlice]) -> Region {
    var writer = RegionWriter()
    for slice in slices { writer.append(slice) }
    return writer.finish()
  }
}
