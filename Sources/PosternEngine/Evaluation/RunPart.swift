/// The entries of one effect in one run of a decision set.
///
/// This is the inner loop of the product. For each entry: the tail of the resource (one load, one
/// comparison), the action's bits, the whole resource, then the conditions.
struct RunPart: BitwiseCopyable {
  /// The set.
  private let bytes: ByteSlice
  private let start: UInt32
  private let tailed: UInt32
  private let end: UInt32
  private let index: UInt32

  /// The entries between two places of a set; those from `tailed` on have a tail that counts from
  /// the resource's first byte, and are found by the prefix index at `index` unless that is 0.
  @inline(__always)
  init(_ bytes: ByteSlice, start: UInt32, tailed: UInt32, end: UInt32, index: UInt32) {
    self.bytes = bytes
    self.start = start
    self.tailed = tailed
    self.end = end
    self.index = index
  }

  /// The same without an index, counted in entries.
  @inline(__always)
  init(_ bytes: ByteSlice, _ start: UInt16, _ tailed: UInt16, _ end: UInt16) {
    self.init(
      bytes,
      start: UInt32(start) &* UInt32(Entry.size),
      tailed: UInt32(tailed) &* UInt32(Entry.size),
      end: UInt32(end) &* UInt32(Entry.size),
      index: 0
    )
  }

  /// Whether there is no entry.
  @inline(__always)
  var isEmpty: Bool { start == end }

  /// Returns the number of the first statement that applies, or nil.
  ///
  /// Few entries come near, so what follows is kept out of the loops: two loads and two comparisons
  /// a tailed entry (`postern-bench loop --phase resolved`).
  ///
  /// - Complexity: O(e) in the entries, O(l) in the lengths of prefixes when they are indexed.
  @inline(__always)
  func first(for question: Question) -> UInt32? { isEmpty ? nil : search(for: question) }

  @inline(never)
  private func search(for question: Question) -> UInt32? {
    let walk = EntryWalk(bytes, question)
    var place = Int(start)
    while place < Int(tailed) {
      if walk.isNear(place), walk.applies(openAt: place) { return walk.statement(place) }
      place &+= Entry.size
    }
    if index != 0 { return firstIndexed(walk, question.resource) }
    let resource = question.resource
    while place < Int(end) {
      if walk.hasTail(place, resource), walk.applies(place) { return walk.statement(place) }
      place &+= Entry.size
    }
    return nil
  }

  @inline(never)
  private func firstIndexed(_ walk: EntryWalk, _ resource: ByteSlice) -> UInt32? {
    PrefixIndex(walk.programs, at: Int(index)).first(in: resource) { start, end in
      var place = start
      while place < end {
        if walk.hasTail(place, resource), walk.applies(place) { return walk.statement(place) }
        place &+= Entry.size
      }
      return nil
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
    if !isEmpty { walkMatches(for: question, body) }
  }

  @inline(never)
  private func walkMatches(for question: Question, _ body: (Int) -> Void) {
    let walk = EntryWalk(bytes, question)
    walk.forEachOpenMatch(from: Int(start), to: Int(tailed), body)
    guard index != 0 else {
      walk.forEachTailedMatch(from: Int(tailed), to: Int(end), body)
      return
    }
    let index = PrefixIndex(walk.programs, at: Int(index))
    let _: Never? = index.first(in: question.resource) { start, end in
      walk.forEachTailedMatch(from: start, to: end, body)
      return nil
    }
  }
}
