/// Matches one text against one pattern of a decision set.
///
/// `*` stands for any characters, `?` for one UTF-16 unit, everything else for itself; a variable's
/// value is literal text (V-07). Only the last star is ever taken back, so the cost is bounded by
/// pattern × text.
struct PatternMatcher<Source: VariableSource> {
  private let heap: ByteSlice
  private let source: Source

  /// Creates a matcher for programs that stand in `heap`.
  init(heap: ByteSlice, source: Source) {
    self.heap = heap
    self.source = source
  }

  /// Whether every variable of the pattern has a value or a default (V-08).
  func isResolvable(_ program: TextProgram) -> Bool {
    guard program.form == TextProgram.Form.template.rawValue else { return true }
    for index in 0..<Int(program.count) {
      let segment = self.segment(index, of: program)
      if segment.form >= TextProgram.Segment.Form.variable.rawValue, text(of: segment) == nil {
        return false
      }
    }
    return true
  }

  /// Whether the whole of `text` matches.
  ///
  /// A pattern that is not resolvable matches nothing: one of its pieces stands nowhere.
  ///
  /// - Complexity: O(pattern × text), O(text) for a pattern with one star.
  func matches(_ program: TextProgram, text: ByteSlice) -> Bool {
    switch program.form {
    case TextProgram.Form.anyRun.rawValue: true
    case TextProgram.Form.literal.rawValue:
      heap.slice(Int(program.offset), Int(program.count)).equals(text)
    default: matchesSegments(program, text: text)
    }
  }

  private func matchesSegments(_ program: TextProgram, text: ByteSlice) -> Bool {
    let count = Int(program.count)
    var place = 0
    var index = 0
    var starIndex = -1
    var starPlace = 0
    while true {
      if index == count {
        if place == text.count { return true }
      } else {
        let segment = self.segment(index, of: program)
        if segment.form == TextProgram.Segment.Form.anyRun.rawValue {
          if index &+ 1 == count { return true }
          if index &+ 2 == count {
            return ends(text, from: place, with: self.segment(index &+ 1, of: program))
          }
          starIndex = index
          starPlace = place
          index += 1
          continue
        }
        if let next = step(segment, text: text, place: place) {
          place = next
          index += 1
          continue
        }
      }
      guard starIndex >= 0, starPlace < text.count else { return false }
      starPlace += UTF16Unit.byteCount(at: text[starPlace])
      place = starPlace
      index = starIndex + 1
    }
  }

  /// Whether the text ends, not before `place`, with the pattern's last segment.
  @inline(__always)
  private func ends(_ text: ByteSlice, from place: Int, with segment: TextProgram.Segment) -> Bool {
    if segment.form == TextProgram.Segment.Form.anyOne.rawValue {
      return endsWithUnit(text, from: place)
    }
    guard let literal = self.text(of: segment), literal.count <= text.count &- place else {
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

  /// The place behind what the segment takes from `place` on, or nil when it does not stand there.
  @inline(__always)
  private func step(_ segment: TextProgram.Segment, text: ByteSlice, place: Int) -> Int? {
    if segment.form == TextProgram.Segment.Form.anyOne.rawValue {
      return place < text.count ? place + UTF16Unit.byteCount(at: text[place]) : nil
    }
    guard let literal = self.text(of: segment), literal.isPrefix(of: text, at: place) else {
      return nil
    }
    return place + literal.count
  }

  @inline(__always)
  private func segment(_ index: Int, of program: TextProgram) -> TextProgram.Segment {
    heap.load(
      at: Int(program.offset) + index * MemoryLayout<TextProgram.Segment>.stride,
      as: TextProgram.Segment.self
    )
  }

  /// The text that a literal or a variable stands for; nil for a variable without a value.
  @inline(__always)
  func text(of segment: TextProgram.Segment) -> ByteSlice? {
    switch segment.form {
    case TextProgram.Segment.Form.variable.rawValue:
      return source.variable(segment.key)
    case TextProgram.Segment.Form.variableWithFallback.rawValue:
      if let value = source.variable(segment.key) { return value }
      return source.isList(segment.key)
        ? nil : heap.slice(Int(segment.offset), Int(segment.count))
    case TextProgram.Segment.Form.unresolvable.rawValue:
      return nil
    default:
      return heap.slice(Int(segment.offset), Int(segment.count))
    }
  }
}

extension PatternMatcher where Source == NoVariables {
  /// Whether `text` matches a pattern of `heap` that has no variables.
  static func matches(_ program: TextProgram, in heap: ByteSlice, text: ByteSlice) -> Bool {
    PatternMatcher(heap: heap, source: NoVariables()).matches(program, text: text)
  }
}
