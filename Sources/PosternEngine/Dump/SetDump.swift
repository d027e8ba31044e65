import PosternModel

/// One decision set as a tree: its runs, the entries in them, and what each entry tests.
struct SetDump {
  private let reader: SetReader
  private let names: DumpNames

  /// A dump of the set laid out in `bytes`.
  init(_ bytes: ByteSlice, names: DumpNames) {
    reader = SetReader(bytes)
    self.names = names
  }

  /// The tree.
  ///
  /// - Complexity: O(n) in the bytes of the set.
  func node(number: Int) -> DumpNode {
    let statistics = reader.statistics
    return DumpNode(
      "set \(number): \(statistics.entryCount) entries, \(statistics.byteCount) bytes, at most "
        + "\(statistics.scannedCountMax) scanned",
      reader.runs.filter { !$0.isEmpty }.map(run)
    )
  }

  private func run(_ run: SetReader.Run) -> DumpNode {
    let parts = [("deny", run.denies), ("allow", run.allows)].filter { !$0.1.isEmpty }
    return DumpNode(
      run.service.map(names.service) ?? "every service",
      parts.map { effect, part in
        DumpNode("\(effect), \(search(part))", part.entries.map(entry))
      }
    )
  }

  private func search(_ part: SetReader.Part) -> String {
    guard let index = part.index else { return "scanned" }
    let lengths = index.lengths.map(String.init).joined(separator: " ")
    return "\(part.openCount) scanned, the others by prefixes of \(lengths) bytes in "
      + "\(index.slotCount) slots"
  }

  private func entry(_ entry: Entry) -> DumpNode {
    let tests = [actions(of: entry), principal(of: entry)].compactMap(\.self)
    return DumpNode(
      "\(resource(of: entry)) [\(entry.tailText)] \(names.statement(entry.statement))",
      tests.map { DumpNode($0) } + conditions(of: entry).map { DumpNode($0) }
    )
  }

  private func actions(of entry: Entry) -> String {
    let list = reader.actions(of: entry).map(names.action).joined(separator: " ")
    return entry.flags & Entry.isActionNegated != 0 ? "no action of \(list)" : "action \(list)"
  }

  private func resource(of entry: Entry) -> String {
    let programs = reader.programs
    let literal = programs.slice(
      entry.shape == Entry.Shape.exact.rawValue || entry.shape == Entry.Shape.prefix.rawValue
        ? Int(entry.literal) : 0,
      entry.shape == Entry.Shape.exact.rawValue || entry.shape == Entry.Shape.prefix.rawValue
        ? Int(entry.prefixLength) : 0
    ).string
    switch Entry.Shape(rawValue: entry.shape) {
    case .any: return "any *"
    case .exact: return "exact \(literal)"
    case .prefix: return "prefix \(literal)*"
    case .pattern:
      let pattern = programs.load(at: Int(entry.literal), as: PatternProgram.self)
      let start = programs.slice(Int(pattern.literal), Int(entry.prefixLength)).string
      return "pattern \(start)\(pattern.rest.text(in: programs, keyName: names.key))"
    case .program:
      return "program \(text(programs.load(at: Int(entry.literal), as: ResourceProgram.self)))"
    case .negated, nil:
      let count = Int(programs.load(at: Int(entry.literal), as: UInt32.self))
      let list = (0..<count).map { index in
        let place = Int(entry.literal) + 4 + index * MemoryLayout<ResourceProgram>.stride
        return text(programs.load(at: place, as: ResourceProgram.self))
      }
      return "none of \(list.joined(separator: " "))"
    }
  }

  private func text(_ program: ResourceProgram) -> String {
    switch ResourceProgram.Form(rawValue: program.form) {
    case .any: return "*"
    case .nothing: return "nothing"
    case .unresolvable, nil: return "unresolvable"
    case .parts:
      let parts = [
        program.partition, program.service, program.region, program.account, program.resource,
      ]
      return (["arn"] + parts.map { $0.text(in: reader.programs, keyName: names.key) })
        .joined(separator: ":")
    }
  }

  private func principal(of entry: Entry) -> String? {
    guard entry.flags & Entry.hasPrincipal != 0 else { return nil }
    let programs = reader.programs
    let place = Int(programs.load(at: Int(entry.condition), as: Entry.Guard.self).principal)
    let header = programs.load(at: place, as: PrincipalProgram.self)
    let cells = (0..<Int(header.count)).map { index in
      let cell = programs.load(
        at: place + MemoryLayout<PrincipalProgram>.stride
          + index * MemoryLayout<PrincipalProgram.Cell>.stride,
        as: PrincipalProgram.Cell.self
      )
      let form = PrincipalProgram.Form(rawValue: cell.form).map { "\($0)" } ?? "unknown"
      let texts = [cell.first, cell.second, cell.third, cell.fourth].filter { $0.count > 0 }
      return ([form] + texts.map { $0.text(in: programs, keyName: names.key) })
        .joined(separator: " ")
    }
    let list = cells.joined(separator: ", ")
    return header.isNegated != 0 ? "no principal of \(list)" : "principal \(list)"
  }

  private func conditions(of entry: Entry) -> [String] {
    let programs = reader.programs
    var place = Int(entry.condition)
    if entry.flags & Entry.hasPrincipal != 0 {
      place = Int(programs.load(at: place, as: Entry.Guard.self).condition)
    }
    guard place != 0 else { return [] }
    let count = Int(programs.load(at: place, as: UInt32.self))
    return (0..<count).map { index in
      let step = programs.load(
        at: place + 4 + index * MemoryLayout<ConditionStep>.stride,
        as: ConditionStep.self
      )
      return ConditionDump(step, in: programs, names: names).text
    }
  }
}

extension Entry {
  /// The filter in words.
  fileprivate var tailText: String {
    guard flags & Entry.hasTail != 0 else { return "no tail" }
    let place = flags & Entry.tailCountsFromResource == 0 ? "" : " of the sixth part"
    return "tail at \(prefixLength)\(place)"
  }
}
