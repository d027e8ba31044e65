/// The decision sets of a snapshot while it is made; a copy shares all chunks with the original
/// until a set in them is replaced.
package struct DecisionSets: Sendable {
  /// Up to 64 sets and the cells that lead to their bytes.
  private final class Chunk: Sendable {
    let sets: [DecisionSet]
    let cells: Region
    let byteCount: Int

    init(_ sets: [DecisionSet]) {
      self.sets = sets
      cells = SetTable.makeCells(sets.map(\.bytes))
      byteCount = cells.byteCount + sets.reduce(0) { $0 + $1.byteCount }
    }
  }

  private var chunks: [Chunk] = []
  /// How many sets there are.
  package private(set) var count = 0
  /// The size of all sets and of the cells that lead to them, in bytes.
  package private(set) var byteCount = 0

  /// Creates a collection without sets.
  package init() {}

  /// Creates a collection in which the place of a set is its number.
  package init(_ sets: [DecisionSet]) {
    replace(sets.enumerated().map { (number: $0.offset, set: $0.element) })
  }

  /// Replaces sets by number; the number behind the last set adds one.
  ///
  /// - Precondition: the numbers ascend and leave no gap behind the last set.
  /// - Complexity: O(n) in the sets of the chunks that are touched.
  package mutating func replace(_ changes: [(number: Int, set: DecisionSet)]) {
    var rest = changes[...]
    while let first = rest.first {
      let index = first.number >> SetTable.chunkShift
      precondition(index <= chunks.count, "decision sets are numbered without gaps")
      var sets = index < chunks.count ? chunks[index].sets : []
      while let change = rest.first, change.number >> SetTable.chunkShift == index {
        let place = change.number - (index << SetTable.chunkShift)
        precondition(place <= sets.count, "decision sets are numbered without gaps")
        if place == sets.count { sets.append(change.set) } else { sets[place] = change.set }
        rest = rest.dropFirst()
      }
      put(Chunk(sets), at: index)
    }
  }

  private mutating func put(_ chunk: Chunk, at index: Int) {
    count += chunk.sets.count
    byteCount += chunk.byteCount
    guard index < chunks.count else { return chunks.append(chunk) }
    count -= chunks[index].sets.count
    byteCount -= chunks[index].byteCount
    chunks[index] = chunk
  }

  /// Lays out the root of a table; it points into the chunks of this collection.
  func makeRoot() -> Region {
    SetTable.makeCells(chunks.map(\.cells.bytes))
  }
}
