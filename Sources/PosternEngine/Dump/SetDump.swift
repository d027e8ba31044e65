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
    let window = run.window.map { ", marked by byte \($0) of the sixth part and two more" } ?? ""
    return DumpNode(
      (run.service.map(names.service) ?? "every service") + window,
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
    let rule = reader.rule(of: entry)
    let tests = [actions(of: rule), principal(of: rule)].compactMap(\.self)
    return DumpNode(
      "\(resource(of: entry)) [\(tail(of: entry))] \(names.statement(rule.statement))",
      tests.map { DumpNode($0) } + conditions(of: rule).map { DumpNode($0) }
    )
  }

  private func actions(of rule: Rule) -> String {
    let list = reader.actions(of: rule).map(names.action).joined(separator: " ")
    return rule.hasList && rule.isListNegated ? "no action of \(list)" : "action \(list)"
  }

  /// The filter in words.
  private func tail(of entry: Entry) -> String {
    guard entry.prefixLength > 0 else { return "no tail" }
    return "tail at \(entry.prefixLength)\(entry.isTailed ? "" : " of the sixth part")"
  }

  private func resource(of entry: Entry) -> String {
    switch Entry.Shape(rawValue: entry.shape) {
    case .any: return "any *"
    case .exact: return "exact \(prefix(of: entry))"
    case .prefix: return "prefix \(prefix(of: entry))*"
    case .pattern:
      let rest = reader.programs.patternText(at: entry.place + 4, keyName: names.key)
      return "pattern \(prefix(of: entry))\(rest)"
    case .program: return "program \(program(at: entry.place))"
    case .wide, nil: return "wide \(program(at: entry.reference.place))"
    }
  }

  private func prefix(of entry: Entry) -> String {
    String(decoding: reader.prefix(of: entry), as: UTF8.self)
  }

  private func program(at place: Int) -> String {
    let programs = reader.programs
    func number(_ offset: Int) -> Int {
      Int(programs.load(at: place + offset, as: UInt32.self))
    }
    switch ResourceProgram(rawValue: programs[place]) {
    case .any: return "*"
    case .whole:
      let rest = programs.patternText(at: place + 5 + number(1), keyName: names.key)
      return programs.slice(place + 5, number(1)).string + rest
    case .parts:
      let resource = programs.patternText(at: place + 5, keyName: names.key)
      return "arn:\(names.patterns(4, in: programs, at: number(1))):\(resource)"
    case .variableParts:
      let resource = programs.patternText(at: place + 6, keyName: names.key)
      return "arn:\(names.patterns(4, in: programs, at: number(2))):\(resource)"
    case .noneOf:
      let list = (0..<number(2)).map { program(at: number(6 + $0 * 4)) }
      return "none of \(list.joined(separator: " "))"
    case .nothing: return "nothing"
    case .unresolvable, nil: return "unresolvable"
    }
  }

  private func principal(of rule: Rule) -> String? {
    let programs = reader.programs
    let place = Int(rule.guard)
    guard place != 0, programs[place] != Rule.Guard.conditions.rawValue else { return nil }
    let program = PrincipalProgram(
      programs,
      at: Int(programs.load(at: place + 1, as: UInt32.self))
    )
    let cells = (0..<program.count).map { index in
      let cell = program[index]
      let form = cell.form.map { "\($0)" } ?? "unknown"
      let texts = [cell.first, cell.second, cell.third, cell.fourth].filter { $0.count > 0 }
      return ([form] + texts.map(\.string)).joined(separator: " ")
    }
    let list = cells.joined(separator: ", ")
    return program.isNegated ? "no principal of \(list)" : "principal \(list)"
  }

  private func conditions(of rule: Rule) -> [String] {
    let programs = reader.programs
    let place = Int(rule.guard)
    guard place != 0, programs[place] != Rule.Guard.principal.rawValue else { return [] }
    let isAlone = programs[place] == Rule.Guard.conditions.rawValue
    var steps = ConditionSteps(programs, at: place + (isAlone ? 1 : 5))
    var texts: [String] = []
    while let step = steps.next() {
      texts.append(ConditionDump(step, in: programs, names: names).text)
    }
    return texts
  }
}
