import PosternText

/// Cuts a stream of blocks into lines, whole or in pieces as they come.
///
/// Of a line that is longer than the bound only so much is kept that whoever reads it sees that it
/// is too long.
struct LineSplitter {
  private let byteCountMax: Int
  /// The beginning of a line whose end has not come yet.
  private var pending: [UInt8] = []

  init(byteCountMax: Int) {
    self.byteCountMax = byteCountMax
  }

  /// Takes a block and gives every line that ends in it to `use`, without its line feed.
  ///
  /// - Complexity: O(n) in the length of the block.
  mutating func take(_ block: Span<UInt8>, _ use: (Span<UInt8>) -> Void) {
    var start = 0
    for index in block.indices where block[index] == UInt8(ascii: "\n") {
      let piece = block.extracting(start..<index)
      if pending.isEmpty {
        use(piece)
      } else {
        keep(piece)
        use(pending.span)
        pending.removeAll(keepingCapacity: true)
      }
      start = index + 1
    }
    keep(block.extracting(start..<block.count))
  }

  /// Gives the last line to `use` when no line feed ended it.
  mutating func finish(_ use: (Span<UInt8>) -> Void) {
    guard !pending.isEmpty else { return }
    use(pending.span)
    pending.removeAll()
  }

  private mutating func keep(_ piece: Span<UInt8>) {
    let room = byteCountMax + 1 - pending.count
    pending.append(contentsOf: piece, in: 0..<min(piece.count, max(0, room)))
  }
}
