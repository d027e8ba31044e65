import PosternText

/// The header fields of one request, or those that an answer adds, in the order of the wire.
///
/// All names and values lie in one buffer, which keeps its capacity from request to request:
///
///     bytes    content-typeapplication/jsonuser-agentcurl
///     entries  [0 12 28]                   [28 38 42]
package struct HeaderFields {
  private struct Entry {
    let nameStart: Int
    let valueStart: Int
    let valueEnd: Int
  }

  /// All names and values, one after another.
  private(set) var bytes: [UInt8] = []
  private var entries: [Entry] = []

  init() {}

  /// The number of fields.
  package var count: Int { entries.count }

  /// Returns the value of the first field with this name, or nil when there is none.
  ///
  /// The name must be in lower case, as HTTP/2 sends it.
  /// - Complexity: O(fields).
  package func value(of name: String) -> ArraySlice<UInt8>? {
    for entry in entries where isEqual(entry, to: name) {
      return bytes[entry.valueStart..<entry.valueEnd]
    }
    return nil
  }

  /// Returns how many fields have this name, which must be in lower case.
  /// - Complexity: O(fields).
  package func count(of name: String) -> Int {
    var count = 0
    for entry in entries where isEqual(entry, to: name) {
      count += 1
    }
    return count
  }

  /// Returns the place of the field with this name, which must be in lower case; nil when there is
  /// none or more than one.
  /// - Complexity: O(fields).
  package func onlyIndex(of name: StaticString) -> Int? {
    var only: Int?
    for index in entries.indices {
      let entry = entries[index]
      // The length tells nearly all names apart.
      guard entry.valueStart - entry.nameStart == name.utf8CodeUnitCount,
        bytes.span.extracting(entry.nameStart..<entry.valueStart).isEqual(to: name)
      else { continue }
      guard only == nil else { return nil }
      only = index
    }
    return only
  }

  /// Tells whether a field's value is exactly this text; allocates nothing.
  /// - Precondition: `0 <= index < count`.
  package func hasValue(_ value: StaticString, at index: Int) -> Bool {
    let entry = entries[index]
    return bytes.span.extracting(entry.valueStart..<entry.valueEnd).isEqual(to: value)
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
    let nameStart = bytes.count
    bytes.append(span: name)
    let valueStart = bytes.count
    bytes.append(span: value)
    entries.append(Entry(nameStart: nameStart, valueStart: valueStart, valueEnd: bytes.count))
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  private func isEqual(_ entry: Entry, to name: String) -> Bool {
    bytes.span.extracting(entry.nameStart..<entry.valueStart).isEqual(to: name)
  }
}
