/// Matches one text against one pattern of a decision set.
///
/// `*` stands for any characters, `?` for one UTF-16 unit, everything else for itself; a variable's
/// value is literal text (V-07). Only the last star is ever taken back, so the cost is bounded by
/// pattern × text.
struct PatternMatcher<Source: VariableSource> {
  private let heap: ByteSlice
  /// Where the values of variables come from.
  let source: Source

  /// Creates a matcher for patterns that stand in `heap`.
  init(heap: ByteSlice, source: Source) {
    self.heap = heap
    self.source = source
  }

  /// Whether every variable of the pattern at `place` has a value or a default (V-08).
  func isResolvable(at place: Int) -> Bool {
    var place = place
    while true {
      let piece = PatternPiece(heap, at: place)
      if piece.operation == PatternCode.end { return true }
      if piece.isVariable, text(of: piece) == nil { return false }
      place = piece.next
    }
  }

  /// Whether the whole of `text` matches the pattern at `start`.
  ///
  /// A pattern that is not resolvable matches nothing: one of its pieces stands nowhere.
  ///
  /// - Complexity: O(pattern × text), O(text) for a pattern with one star.
  func matches(at start: Int, text: ByteSlice) -> Bool {
    var code = start
    var place = 0
    var starCode = -1
    var starPlace = 0
    while true {
      let piece = PatternPiece(heap, at: code)
      if piece.operation == PatternCode.end {
        if place == text.count { return true }
      } else if piece.operation == PatternCode.anyRun {
        code = piece.next
        if heap[code] == PatternCode.end { return true }
        let last = PatternPiece(heap, at: code)
        if heap[last.next] == PatternCode.end { return ends(text, from: place, with: last) }
        starCode = code
        starPlace = place
        continue
      } else if let next = step(piece, text: text, place: place) {
        place = next
        code = piece.next
        continue
      }
      guard starCode >= 0, starPlace < text.count else { return false }
      starPlace += UTF16Unit.byteCount(at: text[starPlace])
      place = starPlace
      code = starCode
    }
  }

  /// Whether the text ends, not before `place`, with the pattern's last piece.
  @inline(__always)
  private func ends(_ text: ByteSlice, from place: Int, with piece: PatternPiece) -> Bool {
    if piece.operation == PatternCode.anyOne { return endsWithUnit(text, from: place) }
    guard let literal = self.text(of: piece), literal.count <= text.count &- place else {
      return false
    }
    return literal.isPrefix(of: text, at: text.count &- literal.count)
  }

  /// Whether one of the units from `place` on is the last.
  private func endsWithUnit(_ text: ByteSlice, from place: Int) -> Bool {
    var place = place
    while place < text.count {
      place += UTF16Unit.byteCount(at: text[place])
      if place == text.count { return true }
    }
    return false
  }

  /// The place behind what the piece takes from `place` on, or nil when it does not stand there.
  @inline(__always)
  private func step(_ piece: PatternPiece, text: ByteSlice, place: Int) -> Int? {
    if piece.operation == PatternCode.anyOne {
      return place < text.count ? place + UTF16Unit.byteCount(at: text[place]) : nil
    }
    guard let literal = self.text(of: piece), literal.isPrefix(of: text, at: place) else {
      return nil
    }
    return place + literal.count
  }

  /// The text that a literal or a variable stands for; nil for a variable without a value.
  @inline(__always)
  func text(of piece: PatternPiece) -> ByteSlice? {
    switch piece.operation {
    case PatternCode.variable: return source.variable(piece.key)
    case PatternCode.variableWithFallback:
      if let value = source.variable(piece.key) { return value }
      return source.isList(piece.key) ? nil : heap.slice(piece.start, piece.count)
    case PatternCode.unresolvable: return nil
    default: return heap.slice(piece.start, piece.count)
    }
  }
}

extension PatternMatcher where Source == NoVariables {
  /// Whether `text` matches the pattern at a place of `heap`, which has no variables.
  static func matches(at place: Int, in heap: ByteSlice, text: ByteSlice) -> Bool {
    PatternMatcher(heap: heap, source: NoVariables()).matches(at: place, text: text)
  }
}
