/// Patterns among the programs of a decision set.
extension ByteSlice {
  /// The place behind the pattern at `place`, where the next one of a list stands.
  func endOfPattern(at place: Int) -> Int {
    var place = place
    while self[place] != PatternCode.end { place = PatternPiece(self, at: place).next }
    return place + 1
  }

  /// Whether a piece of the pattern at `place` depends on the request.
  func hasVariables(at place: Int) -> Bool {
    var place = place
    while self[place] != PatternCode.end {
      let piece = PatternPiece(self, at: place)
      if piece.isVariable { return true }
      place = piece.next
    }
    return false
  }

  /// The bytes of the pattern at `place` when it is literal all through, else nil.
  func literalPattern(at place: Int) -> ByteSlice? {
    let piece = PatternPiece(self, at: place)
    if piece.operation == PatternCode.end { return slice(place, 0) }
    guard piece.operation == PatternCode.longLiteral, self[piece.next] == PatternCode.end else {
      return nil
    }
    return slice(piece.start, piece.count)
  }
}
