internal import PosternText

/// How a document that was re-encoded as JSON lies in its manifest: each node's offset in the JSON
/// and the place where it was written.
struct DocumentMarks: Sendable {
  private var byteOffsets: [Int] = []
  private var positions: [TextPosition] = []

  /// Notes a node; offsets never go down.
  mutating func add(byteOffset: Int, position: TextPosition) {
    byteOffsets.append(byteOffset)
    positions.append(position)
  }

  /// Returns where the last node that begins at or before an offset was written; nil for an empty
  /// document.
  ///
  /// - Complexity: O(log n) in the number of nodes.
  func position(byteOffset: Int) -> TextPosition? {
    var low = 0
    var high = byteOffsets.count
    while low < high {
      let middle = (low + high) / 2
      if byteOffsets[middle] <= byteOffset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? positions[low - 1] : positions.first
  }
}
