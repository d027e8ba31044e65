/// The entries of one effect in one run of a decision set, one after another.
///
/// Decisions come here only for runs without marks; explanations, and grants of resources, want all
/// entries that match.
struct RunPart: BitwiseCopyable {
  /// The set.
  private let bytes: ByteSlice
  private let start: UInt32
  private let scanEnd: UInt32
  private let end: UInt32
  private let index: UInt32

  /// The entries between two places of a set; those from `tailed` on are found by the prefix index
  /// at `index` unless that is 0.
  @inline(__always)
  init(_ bytes: ByteSlice, start: UInt32, tailed: UInt32, end: UInt32, index: UInt32) {
    self.bytes = bytes
    self.start = start
    scanEnd = index == 0 ? end : tailed
    self.end = end
    self.index = index
  }

  /// The same without an index, counted in entries.
  @inline(__always)
  init(_ bytes: ByteSlice, _ start: UInt16, _ end: UInt16) {
    let end = UInt32(end) &* UInt32(Entry.size)
    let start = UInt32(start) &* UInt32(Entry.size)
    self.init(bytes, start: start, tailed: end, end: end, index: 0)
  }

  /// Returns the number of the first statement that applies, or nil.
  ///
  /// - Complexity: O(e) in the entries, O(l) in the lengths of prefixes when they are indexed.
  func first(for question: Question) -> UInt32? {
    let walk = EntryWalk(bytes, question)
    if let place = walk.firstThatApplies(from: Int(start), to: Int(scanEnd)) {
      return walk.statement(place)
    }
    if index == 0 { return nil }
    return PrefixIndex(walk.programs, at: Int(index)).first(in: question.resource) { start, end in
      walk.firstThatApplies(from: start, to: end).map { walk.statement($0) }
    }
  }

  /// Calls `body` with each statement that applies, and how it means the caller.
  func forEach(for question: Question, _ body: (UInt32, Strength) -> Void) {
    let walk = EntryWalk(bytes, question)
    forEachMatch(for: question) { place in
      if walk.holds(place) { body(walk.statement(place), walk.strength(place)) }
    }
  }

  /// Calls `body` with the place of each entry whose action and resource match.
  @inline(__always)
  func forEachMatch(for question: Question, _ body: (Int) -> Void) {
    if start != end { walkMatches(for: question, body) }
  }

  @inline(never)
  private func walkMatches(for question: Question, _ body: (Int) -> Void) {
    let walk = EntryWalk(bytes, question)
    walk.forEachMatch(from: Int(start), to: Int(scanEnd), body)
    if index == 0 { return }
    let index = PrefixIndex(walk.programs, at: Int(index))
    let _: Never? = index.first(in: question.resource) { start, end in
      walk.forEachMatch(from: start, to: end, body)
      return nil
    }
  }
}
