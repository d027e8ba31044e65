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
    let first = reader.runs.first?.denies.start ?? 0
    if first % Entry.size != 0 { broken.append("entries are aligned") }
    var place = first
    for part in reader.runs.flatMap({ [$0.denies, $0.allows] }) {
      if part.start != place || part.tailed < part.start || part.end < part.tailed {
        broken.append("parts follow one another")
      }
      place = part.end
      broken += reader.brokenInvariants(of: part)
    }
    if place + reader.rules.count * Rule.size != bytes.count - reader.programs.count {
      broken.append("rules follow entries, and programs rules")
    }
    for rule in reader.rules where Int(rule.guard) >= reader.programs.count {
      broken.append("rules refer to the set's own programs")
    }
    return broken
  }
}

extension SetReader {
  /// What does not hold of the entries of one effect in a run.
  fileprivate func brokenInvariants(of part: Part) -> [String] {
    var broken: [String] = []
    for (number, entry) in part.entries.enumerated() {
      let isTailed = number >= part.openCount
      let isOfTailedShape = (Entry.Shape.exact.rawValue...Entry.Shape.pattern.rawValue)
        .contains(entry.shape)
      if isTailed != isOfTailedShape { broken.append("open entries come first") }
      if entry.prefixLength < Entry.tailLength, isTailed || entry.prefixLength != 0 {
        broken.append("a tail ends a prefix of at least eight bytes")
      }
      if entry.reference.place >= programs.count || entry.reference.rule >= rules.count {
        broken.append("entries refer to the set's own rules and programs")
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
    let place = part.start + number * Entry.size
    let prefix = Region(prefix(of: part.entries[number]))
    return index.first(in: prefix.bytes) { start, end in
      start <= place && place < end ? true : nil
    } ?? false
  }
}
