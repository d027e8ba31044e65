/// The places of literals of which many begin alike: one that is the beginning of another is not
/// written again.
struct LiteralPool {
  private var places: [UInt32]

  /// Writes literals among the programs.
  ///
  /// - Complexity: O(n log n) comparisons.
  init(_ literals: [ArraySlice<UInt8>], programs: inout ProgramWriter) {
    places = [UInt32](repeating: 0, count: literals.count)
    // Whatever begins with a literal stands behind it in this order, and nothing else in between.
    let order = literals.indices.sorted { literals[$0].lexicographicallyPrecedes(literals[$1]) }
    var last: ArraySlice<UInt8> = []
    var place: UInt32 = 0
    for index in order.reversed() {
      if place == 0 || !last.starts(with: literals[index]) {
        last = literals[index]
        place = programs.append(last)
      }
      places[index] = place
    }
  }

  /// The place of the literal with this number.
  subscript(index: Int) -> UInt32 { places[index] }
}
