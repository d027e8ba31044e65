import PosternText

/// The header fields of one request, or those that an answer adds, in the order of the wire.
///
/// All names and values lie in one buffer, which is written over from request to request and never
/// becomes shorter: emptying and filling arrays was a third of what a field cost.
///
///     bytes    content-typeapplication/jsonuser-agentcurl…
///     entries  [0 12 28]                   [28 38 42]    …
package struct HeaderFields {
  /// Stands where bytes of a value were lost, since HTTP/1.1's decoder mends what is not valid
  /// UTF-8; no text has this byte, so that nobody takes such a value for one.
  package static let lostByte: UInt8 = 0xFF

  private struct Entry {
    let nameStart: Int
    let valueStart: Int
    let valueEnd: Int

    var nameByteCount: Int { valueStart &- nameStart }
  }

  /// All names and values, one after another; behind `byteCount`, what former ones left.
  private(set) var bytes: [UInt8] = []
  private var byteCount = 0
  private var entries: [Entry] = []
  /// The number of fields.
  package private(set) var count = 0
  /// A bit for each look that the names have, so that most fields that are not there are not
  /// searched for.
  private var looks: UInt64 = 0
  /// The looks that more than one name has.
  private var repeatedLooks: UInt64 = 0

  init() {}

  /// Returns the value of the first field with this name, or nil when there is none.
  ///
  /// The name must be in lower case, as HTTP/2 sends it.
  /// - Complexity: O(fields).
  package func value(of name: StaticString) -> ArraySlice<UInt8>? {
    guard let index = index(of: name) else { return nil }
    return value(at: index)
  }

  /// Returns the value of the first field with a name that is known only now.
  /// - Complexity: O(fields).
  package func value(named name: String) -> ArraySlice<UInt8>? {
    let index = (0..<count).first { self.name(at: $0).span.isEqual(to: name) }
    return index.map { value(at: $0) }
  }

  /// Returns the place of the first field with this name, which must be in lower case; nil when
  /// there is none.
  /// - Complexity: O(fields).
  package func index(of name: StaticString) -> Int? {
    guard looks & HeaderFields.look(of: name) != 0 else { return nil }
    for index in 0..<count where hasName(name, entries[index]) { return index }
    return nil
  }

  /// Returns how many fields have this name, which must be in lower case.
  /// - Complexity: O(fields).
  package func count(of name: StaticString) -> Int {
    var found = 0
    for index in 0..<count where hasName(name, entries[index]) { found += 1 }
    return found
  }

  /// Returns how many fields have a name that is known only now.
  /// - Complexity: O(fields).
  package func count(named name: String) -> Int {
    (0..<self.count).count { self.name(at: $0).span.isEqual(to: name) }
  }

  /// Returns the place of the field with this name, which must be in lower case; nil when there is
  /// none or more than one.
  /// - Complexity: O(fields).
  package func onlyIndex(of name: StaticString) -> Int? {
    guard let first = index(of: name) else { return nil }
    guard repeatedLooks & HeaderFields.look(of: name) != 0 else { return first }
    for index in (first + 1)..<count where hasName(name, entries[index]) { return nil }
    return first
  }

  /// Tells whether a field's value is exactly this text; allocates nothing.
  /// - Precondition: `0 <= index < count`.
  package func hasValue(_ value: StaticString, at index: Int) -> Bool {
    let entry = entries[index]
    return bytes.span.isEqual(entry.valueStart..<entry.valueEnd, to: value)
  }

  /// Returns the name of a field, in lower case.
  /// - Precondition: `0 <= index < count`.
  package func name(at index: Int) -> ArraySlice<UInt8> {
    bytes[entries[index].nameStart..<entries[index].valueStart]
  }

  /// Returns the value of a field.
  /// - Precondition: `0 <= index < count`.
  package func value(at index: Int) -> ArraySlice<UInt8> {
    bytes[entries[index].valueStart..<entries[index].valueEnd]
  }

  /// Where the name of a field stands in `bytes`.
  /// - Precondition: `0 <= index < count`.
  func nameRange(at index: Int) -> Range<Int> {
    entries[index].nameStart..<entries[index].valueStart
  }

  /// Where the value of a field stands in `bytes`.
  /// - Precondition: `0 <= index < count`.
  func valueRange(at index: Int) -> Range<Int> {
    entries[index].valueStart..<entries[index].valueEnd
  }

  mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
    // Both are in memory, so that their lengths do not overflow.
    let valueStart = byteCount &+ name.count
    let entry = Entry(
      nameStart: byteCount,
      valueStart: valueStart,
      valueEnd: valueStart &+ value.count
    )
    if entry.valueEnd > bytes.count { grow(to: entry.valueEnd) }
    bytes.write(name, value, at: byteCount)
    byteCount = entry.valueEnd
    if count < entries.count { entries[count] = entry } else { entries.append(entry) }
    count &+= 1
    let look = HeaderFields.look(byteCount: name.count, first: name.count > 0 ? name[0] : 0)
    repeatedLooks |= looks & look
    looks |= look
  }

  mutating func removeAll() {
    byteCount = 0
    count = 0
    looks = 0
    repeatedLooks = 0
  }

  /// The bit of a name: one of 64, by its length and its first character.
  @inline(__always)
  private static func look(byteCount: Int, first: UInt8) -> UInt64 {
    1 &<< (UInt64(truncatingIfNeeded: byteCount) &* 5 &+ UInt64(first))
  }

  @inline(__always)
  private static func look(of name: StaticString) -> UInt64 {
    look(byteCount: name.utf8CodeUnitCount, first: name.firstByte)
  }

  private mutating func grow(to byteCount: Int) {
    let larger = max(byteCount, bytes.count * 2, 256)
    bytes.append(contentsOf: repeatElement(0, count: larger - bytes.count))
  }

  @inline(__always)
  private func hasName(_ name: StaticString, _ entry: Entry) -> Bool {
    // The length tells nearly all names apart.
    entry.nameByteCount == name.utf8CodeUnitCount
      && bytes.span.isEqual(entry.nameStart..<entry.valueStart, to: name)
  }
}
