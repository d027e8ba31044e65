import PosternEngine

/// The decision sets of a snapshot: attachment sets with the same documents share one, and a set is
/// laid out again only when one of its documents was compiled again.
///
/// A set keeps its number as long as something has the same list of documents.
struct SetPool {
  private struct Entry {
    let documents: [Int]
    /// The compilations of the documents that were laid out; empty before.
    var versions: [Int]
    /// The last round that named the set.
    var round: Int
  }

  private var entries: [Entry?] = []
  private var numbers: [[Int]: Int] = [:]
  private var freeNumbers: [Int] = []
  /// The sets that have a document, by its number.
  private var owners: [Int: Set<Int>] = [:]
  private var round = 0
  /// The sets as they were laid out last.
  private(set) var laidOut = DecisionSets()

  /// How many sets there are.
  var count: Int { numbers.count }

  /// Begins to go through all sets; `endRound` forgets those that are not named until then.
  mutating func beginRound() { round += 1 }

  /// Returns the number of the set with these documents; nil when there are none.
  mutating func number(of documents: [Int]) -> Int? {
    guard !documents.isEmpty else { return nil }
    if let known = numbers[documents] {
      entries[known]?.round = round
      return known
    }
    let entry = Entry(documents: documents, versions: [], round: round)
    let number = freeNumbers.popLast() ?? entries.count
    if number == entries.count { entries.append(entry) } else { entries[number] = entry }
    numbers[documents] = number
    for document in documents { owners[document, default: []].insert(number) }
    return number
  }

  /// Returns a layer that consists of these documents and is there even when there are none.
  mutating func layer(of documents: [Int]) -> LayerContent {
    number(of: documents).map { .set($0) } ?? .silent
  }

  /// Forgets the sets that were not named in this round, and lays out those whose documents have
  /// changed.
  ///
  /// - Complexity: O(n) in the sets, and in the statements of those that changed.
  mutating func endRound(_ documents: DocumentPool, on share: Parallel.Share) {
    var changes: [(number: Int, set: DecisionSet)] = []
    let nothing = DecisionSetBuilder(actions: documents.actions).build()
    let named = entries.indices.filter { entries[$0]?.round == round }
    var sets = layOut(named, documents, on: share)[...]
    for number in entries.indices {
      if let entry = entries[number], entry.round == round {
        if sets.first?.number == number { changes.append(sets.removeFirst()) }
      } else if entries[number] != nil || number >= laidOut.count {
        if entries[number] != nil { forget(number) }
        changes.append((number, nothing))
      }
    }
    laidOut.replace(changes)
  }

  /// Lays out the sets that have a document which was compiled again.
  ///
  /// - Complexity: O(n) in the statements of those sets.
  mutating func layOut(setsWith document: Int, _ documents: DocumentPool) {
    let numbers = (owners[document] ?? []).sorted()
    laidOut.replace(layOut(numbers, documents, on: .thisThread))
  }

  /// Lays out those of these sets whose documents have changed.
  private mutating func layOut(
    _ numbers: [Int],
    _ documents: DocumentPool,
    on share: Parallel.Share
  ) -> [(number: Int, set: DecisionSet)] {
    var changed: [(number: Int, statements: [CompiledStatement])] = []
    for number in numbers {
      guard let entry = entries[number] else { continue }
      let versions = documents.versions(of: entry.documents)
      guard versions != entry.versions else { continue }
      entries[number]?.versions = versions
      changed.append((number, documents.statements(of: entry.documents)))
    }
    let actions = documents.actions
    return Parallel.map(changed, pieceCount: 16, on: share) { change in
      var builder = DecisionSetBuilder(actions: actions)
      for statement in change.statements { builder.add(statement) }
      return (change.number, builder.build())
    }
  }

  private mutating func forget(_ number: Int) {
    guard let entry = entries[number] else { return }
    for document in entry.documents {
      owners[document]?.remove(number)
      if owners[document]?.isEmpty == true { owners[document] = nil }
    }
    numbers[entry.documents] = nil
    entries[number] = nil
    freeNumbers.append(number)
  }
}
