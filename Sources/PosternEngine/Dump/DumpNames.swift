/// What the numbers in compiled forms stand for.
struct DumpNames {
  /// The texts of action patterns, by number.
  let actions: [UInt16: String]
  /// The names of services, by their numbers in decision sets.
  let services: [UInt8: String]
  private let keys: NameTable
  private let statementName: (UInt32) -> String

  /// The names of a snapshot's numbers; statements are named by whoever keeps their documents.
  init(_ snapshot: Snapshot, statementName: @escaping (UInt32) -> String) {
    let patterns = snapshot.actions.names
    actions = patterns.actions
    services = patterns.services
    keys = snapshot.keys
    self.statementName = statementName
  }

  /// The name of a condition key.
  func key(_ number: UInt16) -> String { keys.name(of: Int(number)).string }

  /// The name of an action pattern.
  func action(_ number: UInt16) -> String { actions[number] ?? "pattern \(number)" }

  /// The name of a statement.
  func statement(_ number: UInt32) -> String { statementName(number) }

  /// Several patterns that stand one behind the other, with colons between them.
  func patterns(_ count: Int, in programs: ByteSlice, at start: Int) -> String {
    var place = start
    let texts = (0..<count).map { _ in
      let text = programs.patternText(at: place, keyName: key)
      place = programs.endOfPattern(at: place)
      return text
    }
    return texts.joined(separator: ":")
  }

  /// The name of a service.
  func service(_ number: UInt8) -> String {
    number == ActionPatternIndex.overflowService
      ? "all other services" : services[number] ?? "service \(number)"
  }
}

extension ActionTable {
  /// The texts of all patterns and services, as policies are written, in lower case.
  var names: (actions: [UInt16: String], services: [UInt8: String]) {
    var actions = [ActionPatternIndex.everything: "*"]
    var names: [UInt8: String] = [:]
    for index in 0..<services.count {
      let service = directory.load(at: index * MemoryLayout<Service>.stride, as: Service.self)
      let name = services.name(of: index).string
      names[UInt8(truncatingIfNeeded: service.number)] = name
      for place in 0..<Int(service.cellCount) {
        let cell = cells.load(
          at: Int(service.cellsPlace) + place * MemoryLayout<Cell>.stride,
          as: Cell.self
        )
        let pattern = cells.patternText(at: Int(cell.name)) { "\($0)" }
        actions[cell.number] = "\(name):\(pattern)"
      }
    }
    return (actions, names)
  }
}
