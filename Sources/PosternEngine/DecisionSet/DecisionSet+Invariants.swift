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
    for run in reader.runs {
      for part in [run.denies, run.allows] {
        if part.start != place || part.end < part.start {
          broken.append("parts follow one another")
        }
        place = part.end
        broken += reader.brokenInvariants(of: part)
        if let window = run.window, !reader.hasMarks(part, in: window) {
          broken.append("each entry has the mark of its own prefix")
        }
      }
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
      if isTailed != entry.isTailed { broken.append("open entries come first") }
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

  /// Whether the marks let through whatever the entries are about: resources that begin as their
  /// literals do.
  fileprivate func hasMarks(_ part: Part, in window: Int) -> Bool {
    guard part.marks.count == part.entries.count else { return false }
    return zip(part.marks, part.entries).allSatisfy { mark, entry in
      guard mark != EntryMark.any else { return true }
      let (text, start) = beginning(of: entry)
      guard text.count >= start + window + EntryMark.windowByteCount else { return false }
      let resource = Region(text)
      return withExtendedLifetime(resource) {
        mark == EntryMark.of(resource.bytes, at: start + window)
      }
    }
  }

  /// The known beginning of the resources that an entry is about, and where their sixth part begins
  /// in it; the parts before are made up where they are not known.
  private func beginning(of entry: Entry) -> (text: [UInt8], start: Int) {
    if entry.isTailed {
      let text = prefix(of: entry)
      let colons = text.indices.filter { text[$0] == UInt8(ascii: ":") }
      return (text, colons.count < 5 ? text.count : colons[4] + 1)
    }
    let head = Array("arn:::::".utf8)
    let place = entry.reference.place
    guard programs[place] == ResourceProgram.parts.rawValue else { return (head, head.count) }
    let literal = PatternPiece(programs, at: place + 5)
    guard literal.operation == PatternCode.longLiteral else { return (head, head.count) }
    return (head + (0..<literal.count).map { programs[literal.start + $0] }, head.count)
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
