extension DecisionSet {
  /// What must hold of a set's layout and does not; empty for every set that was built right.
  ///
  /// Builders ask for it in debug builds only.
  ///
  /// - Complexity: O(n) in the bytes of the set.
  package var brokenInvariants: [String] {
    let reader = SetReader(bytes)
    var broken: [String] = []
    if reader.services != Set(reader.services).sorted() { broken.append("services are ordered") }
    var place = DecisionSet.entriesOffset(serviceCount: reader.services.count)
    for part in reader.runs.flatMap({ [$0.denies, $0.allows] }) {
      if part.start != place || part.tailed < part.start || part.end < part.tailed {
        broken.append("parts follow one another")
      }
      place = part.end
      broken += reader.brokenInvariants(of: part)
    }
    if place != bytes.count - reader.programs.count { broken.append("programs follow entries") }
    if place / Entry.size * Entry.size != place {
      broken.append("entries are aligned")
    }
    return broken
  }
}

extension SetReader {
  /// What does not hold of the entries of one effect in a run.
  fileprivate func brokenInvariants(of part: Part) -> [String] {
    var broken: [String] = []
    let effects = Set(part.entries.map { $0.flags & Entry.isDeny })
    if effects.count > 1 { broken.append("a part has one effect") }
    for (number, entry) in part.entries.enumerated() {
      let isTailed =
        entry.flags & (Entry.hasTail | Entry.tailCountsFromResource) == Entry.hasTail
      if isTailed != (number >= part.openCount) { broken.append("open entries come first") }
      if entry.flags & Entry.hasTail != 0, entry.prefixLength < 8 {
        broken.append("a tail ends a prefix of at least eight bytes")
      }
      if Int(entry.literal) >= programs.count || Int(entry.condition) >= programs.count {
        broken.append("entries refer to the set's own programs")
        continue
      }
      if let index = part.index, isTailed, !finds(part, number, by: index) {
        broken.append("an index finds each of its entries")
      }
    }
    return broken
  }

  /// Whether the index leads from an entry's own prefix to the entry.
  private func finds(_ part: Part, _ number: Int, by index: PrefixIndex) -> Bool {
    let entry = part.entries[number]
    let place = part.start + number * Entry.size
    let literal =
      entry.shape == Entry.Shape.pattern.rawValue
      ? programs.load(at: Int(entry.literal), as: PatternProgram.self).literal : entry.literal
    let prefix = programs.slice(Int(literal), Int(entry.prefixLength))
    return index.first(in: prefix) { start, end in start <= place && place < end ? true : nil }
      ?? false
  }
}
