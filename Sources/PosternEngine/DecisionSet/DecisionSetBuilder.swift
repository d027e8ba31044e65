import PosternModel

/// Lays out compiled statements as one decision set.
package struct DecisionSetBuilder {
  private let actions: ActionPatternIndex
  /// The entries by service; those of `noService` are looked at for every service.
  private var drafts: [UInt8: [EntryDraft]] = [:]
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
    let resources = resourceCells(of: statement)
    for group in actionGroups(of: statement) {
      for cell in resources {
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
        drafts[group.service, default: []].append(
          EntryDraft(entry: entry, effect: statement.effect, prefix: cell.prefix)
        )
      }
    }
  }

  /// Makes the set; it is empty, and nothing is found in it, when no statement left an entry.
  ///
  /// - Complexity: O(n) in the bytes of the set.
  package consuming func build() -> DecisionSet {
    let shared = drafts.removeValue(forKey: ActionPatternIndex.noService) ?? []
    let services = drafts.keys.sorted()
    var layout = EntryLayout(
      firstPlace: DecisionSet.entriesOffset(serviceCount: services.count)
    )
    let runs = ([shared] + services.map { drafts[$0] ?? [] }).map {
      layout.run(of: $0, programs: &programs)
    }
    var writer = RegionWriter()
    let wordCount = (services.count + 7) / 8
    writer.append(
      DecisionSet.Header(programs: UInt32(layout.nextPlace), wordCount: UInt32(wordCount))
    )
    let padding = wordCount * 8 - services.count
    writer.append(services + Array(repeating: ActionPatternIndex.noService, count: padding))
    for run in runs { writer.append(run) }
    writer.align(to: Entry.size)
    for entry in layout.entries { writer.append(entry) }
    precondition(writer.offset == layout.nextPlace, "the entries stand where the runs say")
    let set = DecisionSet(
      region: Region(writer.bytes + programs.bytes),
      entryCount: layout.entries.count
    )
    assert(set.brokenInvariants.isEmpty, "\(set.brokenInvariants)")
    return set
  }

  /// The actions of one or more entries.
  private struct ActionGroup {
    let service: UInt8
    let word: UInt64
    let flags: UInt8
  }

  private mutating func actionGroups(of statement: CompiledStatement) -> [ActionGroup] {
    if statement.isActionNegated {
      let list = programs.actionList(statement.actions)
      return [
        ActionGroup(
          service: ActionPatternIndex.noService,
          word: list,
          flags: Entry.hasActionList | Entry.isActionNegated
        )
      ]
    }
    var groups: [ActionGroup] = []
    let byService = Dictionary(grouping: statement.actions) {
      actions.service(of: $0) ?? ActionPatternIndex.noService
    }
    for service in byService.keys.sorted() {
      let numbers = byService[service] ?? []
      for start in stride(from: 0, to: numbers.count, by: 4) {
        var word: UInt64 = 0
        for (place, number) in numbers[start..<min(start + 4, numbers.count)].enumerated() {
          word |= UInt64(number) << UInt64(place * 16)
        }
        groups.append(ActionGroup(service: service, word: word, flags: 0))
      }
    }
    return groups
  }

  /// The resource part of an entry.
  private struct ResourceCell {
    let shape: Entry.Shape
    let literal: UInt32
    var prefix: [UInt8] = []
    var flags: UInt8 = 0

    /// The tail and the length of the prefix, when the flags say that there is one.
    var tail: UInt64 { flags & Entry.hasTail == 0 ? 0 : prefix.suffix(8).littleEndianWord }
    var prefixLength: UInt16 { flags & Entry.hasTail == 0 ? 0 : UInt16(prefix.count) }
  }

  private mutating func resourceCells(of statement: CompiledStatement) -> [ResourceCell] {
    if statement.isResourceNegated {
      let place = programs.negatedResources(statement.resources)
      return [ResourceCell(shape: .negated, literal: place)]
    }
    return statement.resources.compactMap { resource in
      switch resource {
      case .nothing, .unresolvable: nil
      case .any: ResourceCell(shape: .any, literal: 0)
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
    if headLiterals.count == head.count {
      let headText =
        Array("arn:".utf8) + headLiterals.joined(separator: [UInt8(ascii: ":")])
        + [UInt8(ascii: ":")]
      let prefix = headText + resource.literalPrefix
      if prefix.count <= Int(UInt16.max) { return tailedCell(prefix, resource) }
    }
    // The overflow form: a longer prefix, and a head with wildcards, are matched part by part.
    let prefix = resource.literalPrefix
    let hasTail = prefix.count >= 8 && prefix.count <= Int(UInt16.max)
    return ResourceCell(
      shape: .program,
      literal: programs.resource(compiled),
      prefix: hasTail ? prefix : [],
      flags: hasTail ? Entry.hasTail | Entry.tailCountsFromResource : 0
    )
  }

  /// A cell for a pattern that begins with `arn:` and five colons, so its prefix has at least nine
  /// bytes.
  private mutating func tailedCell(_ prefix: [UInt8], _ resource: CompiledText) -> ResourceCell {
    if resource.literal != nil {
      return ResourceCell(
        shape: .exact,
        literal: programs.text(prefix),
        prefix: prefix,
        flags: Entry.hasTail
      )
    }
    let rest = CompiledText(segments: Array(resource.segments.drop { $0.isLiteral }))
    return ResourceCell(
      shape: rest.isAnyRun ? .prefix : .pattern,
      literal: rest.isAnyRun ? programs.text(prefix) : programs.pattern(prefix, then: rest),
      prefix: prefix,
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
