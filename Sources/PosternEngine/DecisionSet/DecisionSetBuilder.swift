import PosternModel

/// Lays out compiled statements as one decision set.
package struct DecisionSetBuilder {
  /// What fits into the fields of an entry's usual form.
  package struct Room: Sendable {
    /// How many rules an entry can tell apart.
    let ruleCount: Int
    /// How many bytes of programs it can point into.
    let programSize: Int

    /// The room of an entry.
    package static let standard = Room(
      ruleCount: Int(UInt16.max) + 1,
      programSize: 1 << Entry.placeBits
    )

    /// Less room than there is, so that small sets need the overflow forms.
    package init(ruleCount: Int, programSize: Int) {
      self.ruleCount = ruleCount
      self.programSize = programSize
    }
  }

  private let actions: ActionPatternIndex
  private let room: Room
  private var drafts: [EntryDraft] = []
  private var rules: [Rule] = []
  private var programs = ProgramWriter()

  /// Creates a builder for statements whose actions were numbered by `actions`.
  package init(actions: ActionPatternIndex) {
    self.init(actions: actions, room: .standard)
  }

  /// Creates a builder whose entries have less room.
  package init(actions: ActionPatternIndex, room: Room) {
    self.actions = actions
    self.room = room
  }

  /// Adds the entries of one statement: each resource with each group of up to four actions of one
  /// service.
  ///
  /// - Complexity: O(resources × actions).
  package mutating func add(_ statement: CompiledStatement) {
    let condition = programs.guard(
      statement.conditions,
      principal: statement.principal,
      effect: statement.effect
    )
    for group in actionGroups(of: statement) {
      let rule = rules.count
      rules.append(Rule(actions: group.word, statement: statement.id, guard: condition))
      if statement.isResourceNegated {
        let place = programs.negatedResources(statement.resources, effect: statement.effect)
        add(.program(place), [], of: statement, group.service, rule)
        continue
      }
      for resource in statement.resources { add(resource, of: statement, group.service, rule) }
    }
  }

  private mutating func add(
    _ resource: CompiledResource,
    of statement: CompiledStatement,
    _ service: UInt8,
    _ rule: Int
  ) {
    switch resource {
    case .nothing, .unresolvable: break
    case .any: add(.any, [], of: statement, service, rule)
    // The overflow form: a longer prefix is part of a program.
    case .whole(let prefix, _) where prefix.count > Int(UInt16.max):
      let place = programs.resource(resource, effect: statement.effect)
      add(.program(place), [], of: statement, service, rule)
    case .whole(let prefix, let rest):
      add(.tailed(rest: rest), prefix, of: statement, service, rule)
    case .parts(_, let tail):
      let prefix = Array(tail.literalPrefix)
      let place = programs.resource(resource, effect: statement.effect)
      add(.program(place), prefix, of: statement, service, rule)
    case .variableParts:
      let place = programs.resource(resource, effect: statement.effect)
      add(.program(place), [], of: statement, service, rule)
    }
  }

  private mutating func add(
    _ form: EntryDraft.Form,
    _ prefix: [UInt8],
    of statement: CompiledStatement,
    _ service: UInt8,
    _ rule: Int
  ) {
    let draft = EntryDraft(
      service: service,
      effect: statement.effect,
      rule: rule,
      form: form,
      prefix: prefix
    )
    drafts.append(draft)
  }

  /// Makes the set; it is empty, and nothing is found in it, when no statement left an entry.
  ///
  /// - Complexity: O(n log n) in the entries, O(n) in the bytes of the set.
  package consuming func build() -> DecisionSet {
    let isRoomy = programs.count + literalSize < room.programSize
    for index in drafts.indices where !isRoomy || drafts[index].rule >= room.ruleCount {
      widen(index)
    }
    let literals = LiteralPool(
      drafts.map { $0.isTailed ? $0.prefix.dropLast(Entry.tailLength) : [] },
      programs: &programs
    )
    let entries = drafts.indices.map {
      entry(of: drafts[$0], literal: literals[$0], isRoomy: isRoomy)
    }
    let writer = SetWriter(layout: EntryLayout(drafts), entries: entries, rules: rules)
    let set = DecisionSet(region: writer.region(&programs), entryCount: entries.count)
    assert(set.brokenInvariants.isEmpty, "\(set.brokenInvariants)")
    return set
  }

  /// The most bytes that literals and what follows them may yet take.
  private var literalSize: Int {
    drafts.reduce(0) { size, draft in
      guard case .tailed(let rest) = draft.form else { return size }
      return size + draft.prefix.count + 4 + rest.code.count
    }
  }

  /// Makes a program of a tailed entry, for there is no room to point to its rule or its literal.
  private mutating func widen(_ index: Int) {
    guard case .tailed(let rest) = drafts[index].form else { return }
    let place = programs.resource(
      .whole(prefix: drafts[index].prefix, rest: rest),
      effect: drafts[index].effect
    )
    drafts[index].form = .program(place)
    drafts[index].prefix = []
  }

  private mutating func entry(of draft: EntryDraft, literal: UInt32, isRoomy: Bool) -> Entry {
    let tail = draft.tail
    let isNarrow = isRoomy && draft.rule < room.ruleCount
    func entry(_ shape: Entry.Shape, _ place: Int) -> Entry {
      Entry(
        shape,
        place: place,
        rule: draft.rule,
        tail: tail.word,
        prefixLength: tail.prefixLength
      )
    }
    switch draft.form {
    case .any where isNarrow: return entry(.any, 0)
    case .any:
      return Entry(
        widePlace: programs.resource(.any, effect: draft.effect),
        rule: draft.rule
      )
    case .program(let place) where isNarrow: return entry(.program, place)
    case .program(let place): return Entry(widePlace: place, rule: draft.rule)
    case .tailed(let rest) where rest.isEmpty: return entry(.exact, Int(literal))
    case .tailed(rest: .anyRun): return entry(.prefix, Int(literal))
    case .tailed(let rest): return entry(.pattern, programs.pattern(rest, behind: literal))
    }
  }

  /// The actions of one or more entries.
  private struct ActionGroup {
    let service: UInt8
    let word: UInt64
  }

  private mutating func actionGroups(of statement: CompiledStatement) -> [ActionGroup] {
    if statement.isActionNegated {
      let place = programs.actionList(statement.actions)
      let word = Rule.list(at: place, isNegated: true)
      return [ActionGroup(service: ActionPatternIndex.noService, word: word)]
    }
    var groups: [ActionGroup] = []
    for (service, numbers) in actionsByService(of: statement) {
      for start in stride(from: 0, to: numbers.count, by: 4) {
        var word: UInt64 = 0
        for (place, number) in numbers[start..<min(start + 4, numbers.count)].enumerated() {
          word |= UInt64(number) << UInt64(place * 16)
        }
        groups.append(ActionGroup(service: service, word: word))
      }
    }
    return groups
  }

  /// Nearly every statement is about the actions of one service.
  private func actionsByService(
    of statement: CompiledStatement
  ) -> [(service: UInt8, numbers: [UInt16])] {
    let services = statement.actions.map { actions.service(of: $0) }
    guard let first = services.first else { return [] }
    if services.allSatisfy({ $0 == first }) { return [(first, statement.actions)] }
    return Set(services).sorted().map { service in
      let places = statement.actions.indices.filter { services[$0] == service }
      return (service, places.map { statement.actions[$0] })
    }
  }
}
