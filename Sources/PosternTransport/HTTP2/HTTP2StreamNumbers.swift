/// Which numbers of streams a client has used.
///
/// A client may leave numbers out, and they are closed from then on; nobody does in earnest, so
/// that only the latest gaps are remembered.
struct HTTP2StreamNumbers {
  private static let gapCountMax = 16

  private var gaps: [Range<Int>] = []
  private var next = 1

  /// Notes a number; false for one that was left out when a higher one was used.
  /// - Complexity: O(gaps), of which there are few.
  mutating func admit(_ number: Int) -> Bool {
    if number > next {
      if gaps.count == HTTP2StreamNumbers.gapCountMax {
        gaps.removeFirst()
      }
      gaps.append(next..<number)
    }
    guard number >= next else { return !gaps.contains { $0.contains(number) } }
    next = number + 2
    return true
  }
}
