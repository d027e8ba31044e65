/// The action patterns of a snapshot, by service: which of them match an action.
struct ActionTable: BitwiseCopyable {
  /// One pattern of a service.
  struct Cell: BitwiseCopyable {
    let number: UInt16
    let reserved: UInt16
    /// The place of the pattern.
    let name: UInt32
  }

  /// The patterns of one service.
  struct Service: BitwiseCopyable {
    let cellsPlace: UInt32
    let cellCount: UInt32
    /// Its number in decision sets.
    let number: UInt32
  }

  /// The names of the services.
  let services: NameTable
  /// A `Service` for each name.
  let directory: ByteSlice
  /// The patterns, and what they refer to.
  let cells: ByteSlice
  /// How many 64-bit words a row of pattern bits has.
  let rowWordCount: Int

  /// The table over regions that `makeRegions` laid out.
  init(services: ByteSlice, patterns: ByteSlice, patternCount: Int, serviceCount: Int) {
    self.services = NameTable(services)
    directory = patterns.slice(0, serviceCount * MemoryLayout<Service>.stride)
    cells = patterns
    rowWordCount = (patternCount + 63) / 64
  }

  /// Fills `row` with a bit for each pattern that matches the lower-cased action, and returns the
  /// number of its service in decision sets.
  ///
  /// - Complexity: O(p × n): patterns of the action's service, length of the action's name.
  func fill(_ row: ScratchArray<UInt64>, at start: Int, action: ByteSlice, colon: Int) -> UInt8 {
    for index in 0..<rowWordCount { row[start + index] = 0 }
    row[start] = 1 << UInt64(ActionPatternIndex.everything)
    guard let number = services.find(action.slice(0, colon)) else {
      return ActionPatternIndex.unknownService
    }
    let service = directory.load(
      at: number * MemoryLayout<Service>.stride,
      as: Service.self
    )
    let name = action.slice(colon + 1, action.count - colon - 1)
    for index in 0..<Int(service.cellCount) {
      let cell = cells.load(
        at: Int(service.cellsPlace) + index * MemoryLayout<Cell>.stride,
        as: Cell.self
      )
      if PatternMatcher.matches(at: Int(cell.name), in: cells, text: name) {
        row[start + Int(cell.number) / 64] |= 1 << UInt64(cell.number % 64)
      }
    }
    return UInt8(truncatingIfNeeded: service.number)
  }

  /// Lays out the two regions of a table: the names of the services, and their patterns.
  static func makeRegions(_ index: ActionPatternIndex) -> (services: Region, patterns: Region) {
    var byService = [[UInt16]](repeating: [], count: index.services.count)
    for number in 0..<UInt16(index.count) {
      guard let service = index.serviceNumber(of: number) else { continue }
      byService[service].append(number)
    }
    // The names stand behind the cells, so that their places are known once the cells are counted.
    let cellsPlace = index.services.count * MemoryLayout<Service>.stride
    let numbered = byService.joined()
    let namesPlace = cellsPlace + numbered.count * MemoryLayout<Cell>.stride
    var names = ProgramWriter()
    var writer = RegionWriter()
    var place = cellsPlace
    for (service, numbers) in byService.enumerated() {
      writer.append(
        Service(
          cellsPlace: UInt32(place),
          cellCount: UInt32(numbers.count),
          number: UInt32(ActionPatternIndex.service(numbered: service))
        )
      )
      place += numbers.count * MemoryLayout<Cell>.stride
    }
    for number in numbered {
      let name = UInt32(namesPlace) + names.pattern(index.patterns[Int(number)].name)
      writer.append(Cell(number: number, reserved: 0, name: name))
    }
    writer.append(names.bytes)
    return (NameTable.makeRegion(index.services), writer.finish())
  }
}
