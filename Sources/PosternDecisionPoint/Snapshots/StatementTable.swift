/// The descriptions of statements by number; a copy shares what is not changed in it.
package struct StatementTable: Sendable {
  private static let chunkShift = 8

  /// Runs of 256 descriptions; nil where no statement has the number.
  private var chunks: [[StatementDescription?]] = []
  /// The starts of runs that are free again, by their length.
  private var freeStarts: [Int: [Int]] = [:]
  private var end = 0
  /// How many statements have a description.
  private(set) var count = 0

  /// Returns the description of a statement.
  ///
  /// - Precondition: a statement has the number.
  subscript(number: UInt32) -> StatementDescription {
    let chunk = chunks[Int(number) >> StatementTable.chunkShift]
    let place = Int(number) & ((1 << StatementTable.chunkShift) - 1)
    guard let description = chunk[place] else {
      preconditionFailure("no statement of this snapshot has the number \(number)")
    }
    return description
  }

  /// Returns where a statement stands, without copying the rest of its description.
  ///
  /// - Precondition: a statement has the number.
  func place(of number: UInt32) -> StatementPlace {
    let place = Int(number) & ((1 << StatementTable.chunkShift) - 1)
    guard let found = chunks[Int(number) >> StatementTable.chunkShift][place]?.place else {
      preconditionFailure("no statement of this snapshot has the number \(number)")
    }
    return found
  }

  /// Reserves consecutive numbers for so many statements and returns the first.
  ///
  /// - Complexity: O(1) amortised.
  mutating func reserve(_ count: Int) -> UInt32 {
    self.count += count
    if let start = freeStarts[count]?.popLast() { return UInt32(start) }
    let start = end
    end += count
    while chunks.count << StatementTable.chunkShift < end {
      chunks.append(Array(repeating: nil, count: 1 << StatementTable.chunkShift))
    }
    return UInt32(start)
  }

  /// Describes the statements from a number on.
  mutating func describe(_ descriptions: [StatementDescription], from start: UInt32) {
    for (offset, description) in descriptions.enumerated() {
      set(Int(start) + offset, description)
    }
  }

  /// Gives numbers back; whoever still has a copy keeps the descriptions.
  mutating func release(_ count: Int, from start: UInt32) {
    guard count > 0 else { return }
    for offset in 0..<count { set(Int(start) + offset, nil) }
    freeStarts[count, default: []].append(Int(start))
    self.count -= count
  }

  private mutating func set(_ number: Int, _ description: StatementDescription?) {
    let place = number & ((1 << StatementTable.chunkShift) - 1)
    chunks[number >> StatementTable.chunkShift][place] = description
  }
}
