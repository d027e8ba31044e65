import PosternModel

/// Lays out compiled statements as one decision set.
package struct DecisionSetBuilder {
  /// An entry before its place is known.
  private struct Draft {
    let effect: Effect
    let entry: Entry
  }

  private let actions: ActionPatternIndex
  private var drafts: [Int: [Draft]] = [:]
  private var programs = ProgramWriter()

  /// Creates a builder for statements whose actions were numbered by `actions`.
  package init(actions: ActionPatternIndex) {
    self.actions = actions
  }

  /// Adds the entries of one statement: each resource with each group of up to four actions of one
  /// service.
  ///
  /// - Complexity: O(resources × actions).
  package mutating func add(_ statement: CompiledStatement) {
    let condition = programs.condition(
      statement.conditions,
      principal: statement.principal,
      effect: statement.effect
    )
    let ownFlags =
      (statement.effect == .deny ? Entry.isDeny : 0)
      | (statement.principal == nil ? 0 : Entry.hasPrincipal)
    for cell in resourceCells(of: statement) {
      for group in actionGroups(of: statement) {
        let entry = Entry(
          tail: cell.tail,
          actions: group.word,
          literal: cell.literal,
          statement: statement.id,
          condition: condition,
          prefixLength: cell.prefixLength,
          shape: cell.shape.rawValue,
          flags: cell.flags | group.flags | ownFlags
        )
        drafts[group.bit, default: []].append(Draft(effect: statement.effect, entry: entry))
      }
    }
  }

  /// Makes the set; it is empty, and nothing is found in it, when no statement left an entry.
  ///
  /// - Complexity: O(n) in the bytes of the set.
  package consuming func build() -> DecisionSet {
    let bits = drafts.keys.sorted()
    var directory: [DecisionSet.Run] = []
    var entries: [Entry] = []
    for bit in bits {
      let run = drafts[bit] ?? []
      let denyStart = entries.count
      entries += run.filter { $0.effect == .deny }.map(\.entry)
      let allowStart = entries.count
      entries += run.filter { $0.effect == .allow }.map(\.entry)
      directory.append(
        DecisionSet.Run(
          denyStart: UInt32(denyStart),
          allowStart: UInt32(allowStart),
          end: UInt32(entries.count)
        )
      )
    }
    var writer = RegionWriter()
    let entriesOffset = DecisionSet.entriesOffset(bitCount: bits.count)
    writer.append(bits.reduce(UInt64(0)) { $0 | 1 << UInt64($1) })
    writer.append(UInt32(entriesOffset))
    writer.append(UInt32(entriesOffset + entries.count * MemoryLayout<Entry>.stride))
    for run in directory { writer.append(run) }
    writer.align(to: MemoryLayout<Entry>.stride)
    for entry in entries { writer.append(entry) }
    return DecisionSet(region: Region(writer.bytes + programs.bytes), entryCount: entries.count)
  }

  /// The actions of one or more entries.
  private struct ActionGroup {
    let bit: Int
    let word: UInt64
    let flags: UInt8
  }

  private mutating func actionGroups(of statement: CompiledStatement) -> [ActionGroup] {
    if statement.isActionNegated {
      let list = programs.actionList(statement.actions)
      return [
        ActionGroup(
          bit: ActionPatternIndex.sharedBit,
          word: list,
          flags: Entry.hasActionList | Entry.isActionNegated
        )
      ]
    }
    var groups: [ActionGroup] = []
    let byBit = Dictionary(grouping: statement.actions, by: actions.serviceBit(of:))
    for bit in byBit.keys.sorted() {
      let numbers = byBit[bit] ?? []
      for start in stride(from: 0, to: numbers.count, by: 4) {
        var word: UInt64 = 0
        for (place, number) in numbers[start..<min(start + 4, numbers.count)].enumerated() {
          word |= UInt64(number) << UInt64(place * 16)
        }
        groups.append(ActionGroup(bit: bit, word: word, flags: 0))
      }
    }
    return groups
  }

  /// The resource part of an entry.
  private struct ResourceCell {
    let tail: UInt64
    let literal: UInt32
    let prefixLength: UInt16
    let shape: Entry.Shape
    let flags: UInt8
  }

  private mutating func resourceCells(of statement: CompiledStatement) -> [ResourceCell] {
    if statement.isResourceNegated {
      let place = programs.negatedResources(statement.resources)
      return [ResourceCell(tail: 0, literal: place, prefixLength: 0, shape: .negated, flags: 0)]
    }
    return statement.resources.compactMap { resource in
      switch resource {
      case .nothing, .unresolvable: nil
      case .any: ResourceCell(tail: 0, literal: 0, prefixLength: 0, shape: .any, flags: 0)
      case .arn(let head, let tail): cell(head: head, resource: tail, of: resource)
      }
    }
  }

  private mutating func cell(
    head: [CompiledText],
    resource: CompiledText,
    of compiled: CompiledResource
  ) -> ResourceCell {
    let headLiterals = head.compactMap(\.literal)
    let hasLiteralHead = headLiterals.count == head.count
    let headText =
      Array("arn:".utf8) + headLiterals.joined(separator: [UInt8(ascii: ":")])
      + [UInt8(ascii: ":")]
    let isShort = headText.count + resource.literalPrefix.count <= Int(UInt16.max)
    if hasLiteralHead, isShort, let literal = resource.literal {
      return literalCell(headText + literal, shape: .exact)
    }
    let isPrefix =
      resource.segments.count <= 2 && resource.segments.last == .anyRun
      && resource.segments.dropLast().allSatisfy { $0.isLiteral }
    if hasLiteralHead, isShort, isPrefix {
      return literalCell(headText + resource.literalPrefix, shape: .prefix)
    }
    let filter = hasLiteralHead ? headText + resource.literalPrefix : resource.literalPrefix
    let hasTail = filter.count >= 8 && filter.count <= Int(UInt16.max)
    let flags = hasTail ? Entry.hasTail | (hasLiteralHead ? 0 : Entry.tailCountsFromResource) : 0
    return ResourceCell(
      tail: hasTail ? filter.suffix(8).littleEndianWord : 0,
      literal: programs.resource(compiled),
      prefixLength: hasTail ? UInt16(filter.count) : 0,
      shape: .program,
      flags: flags
    )
  }

  /// A cell for a text that begins with `arn:` and five colons, so it has at least nine bytes.
  private mutating func literalCell(_ text: [UInt8], shape: Entry.Shape) -> ResourceCell {
    ResourceCell(
      tail: text.suffix(8).littleEndianWord,
      literal: programs.text(text),
      prefixLength: UInt16(text.count),
      shape: shape,
      flags: Entry.hasTail
    )
  }
}

extension CompiledText.Segment {
  /// Whether the piece is plain bytes.
  fileprivate var isLiteral: Bool {
    switch self {
    case .literal: true
    case .anyRun, .anyOne, .variable, .unresolvable: false
    }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes as one number, the first byte lowest.
  fileprivate var littleEndianWord: UInt64 {
    reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
