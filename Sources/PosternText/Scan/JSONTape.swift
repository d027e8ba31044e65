/// One scanned JSON text as a flat list of nodes; the text itself stays with the caller.
///
/// A second scan reuses the storage, so a warm tape scans an ordinary request without allocating.
///
///     { "a" : [ 1 , true ] }     node   0 object  next 5, one member
///                                       1 string "a"
///                                       2 array   next 5, two elements
///                                       3 number, 4 boolean
///
/// Public only because the compiler does not inline methods of package types into other modules:
/// one question asks a tape a hundred times.
public struct JSONTape: Sendable {
  @usableFromInline
  private(set) var nodes = JSONNodeList()
  /// The element that was noted last: its list, its place there, and its node.
  private var noted = (list: -1, index: 0, node: 0)

  /// Creates an empty tape; nothing may be asked of it before a scan.
  package init() {}

  /// Scans one text, which must be one JSON value with nothing behind it.
  ///
  /// Refused are, beyond broken grammar: the same member name twice in one object, invalid UTF-8,
  /// escapes of half a surrogate pair, NUL, and whatever is above the bounds of `rules`.
  ///
  /// - Throws: the first fault; the tape may then be scanned again but not asked.
  /// - Complexity: O(n) expected in the length of the text.
  package mutating func scan(_ text: Span<UInt8>, rules: JSONRules) throws(JSONSyntaxError) {
    nodes.removeAll()
    noted.list = -1
    var scanner = JSONScanner(into: nodes, rules: rules)
    try scanner.scan(text)
    nodes = scanner.nodes
  }

  /// How many nodes there are.
  @inlinable
  package var nodeCount: Int { nodes.count }

  /// The kind of a node; node 0 is the whole value.
  @inlinable
  package func kind(_ node: Int) -> JSONKind { nodes[node].kind }

  /// The bytes of a value: a string without its quotes, anything else from its first to its last
  /// character.
  @inlinable
  package func byteRange(_ node: Int) -> Range<Int> {
    nodes[node].byteRange
  }

  /// Whether a string has escapes.
  @inlinable
  package func hasEscapes(_ node: Int) -> Bool {
    let node = nodes[node]
    return node.isMarked && node.kind == .string
  }

  /// Whether a boolean is true.
  @inlinable
  package func isTrue(_ node: Int) -> Bool {
    let node = nodes[node]
    return node.isMarked && node.kind == .boolean
  }

  /// The number of members of an object or of elements of an array.
  @inlinable
  package func childCount(_ node: Int) -> Int { Int(nodes[node].childCount) }

  /// The first element of an array, or the name of the first member of an object.
  ///
  /// A member's value is the node behind its name. Ask only when `childCount` is not zero.
  @inlinable
  package func firstChild(_ node: Int) -> Int { node + 1 }

  /// The node behind a whole value: the next element, or the name of the next member.
  @inlinable
  package func next(_ node: Int) -> Int { Int(nodes[node].next) }

  /// Appends the decoded text of a string.
  ///
  /// - Complexity: O(n) in the length of the string.
  package func appendString(_ node: Int, of text: Span<UInt8>, to bytes: inout [UInt8]) {
    JSONString.appendDecoded(text, byteRange(node), hasEscapes: nodes[node].isMarked, to: &bytes)
  }

  /// Returns the decoded text of a string.
  package func string(_ node: Int, of text: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    appendString(node, of: text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the characters of a value as they stand in the text.
  package func appendRaw(_ node: Int, of text: Span<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: text, in: byteRange(node))
  }

  /// Whether the decoded text of a string is `literal`, byte for byte: characters that only look
  /// the same are others, as they are for the check of duplicates.
  @inlinable
  package func equals(_ node: Int, of text: Span<UInt8>, _ literal: StaticString) -> Bool {
    let range = byteRange(node)
    guard nodes[node].isMarked else { return text.isEqual(range, to: literal) }
    return decodedEquals(node, of: text, literal)
  }

  @usableFromInline
  func decodedEquals(_ node: Int, of text: Span<UInt8>, _ literal: StaticString) -> Bool {
    var bytes: [UInt8] = []
    JSONString.appendDecoded(text, byteRange(node), hasEscapes: true, to: &bytes)
    return bytes.span.isEqual(to: literal)
  }

  /// Returns the place of a node as a JSON pointer (RFC 6901).
  ///
  /// - Complexity: O(n) in the values that stand before it in each container around it; of a list
  ///   only in those behind the element that was noted, unless that stands behind it.
  package func pointer(to target: Int, of text: Span<UInt8>) -> String {
    var pointer = ""
    var container = 0
    while container < target {
      guard let step = child(of: container, holding: target, text: text) else { return pointer }
      pointer += "/" + JSONPointer.escaped(step.name)
      if step.node >= target { return pointer }
      container = step.node
    }
    return pointer
  }

  /// Notes where an element of a list stands, so that pointers to it and what follows it are made
  /// without a walk over all elements before it.
  ///
  /// - Precondition: `node` is the element at `index` of `list`.
  package mutating func note(element node: Int, at index: Int, of list: Int) {
    noted = (list, index, node)
  }

  /// The member or element of a container in which a node stands; a member's name counts as the
  /// member.
  private func child(
    of container: Int,
    holding target: Int,
    text: Span<UInt8>
  ) -> (name: String, node: Int)? {
    let isObject = kind(container) == .object
    let isNoted = noted.list == container && noted.node <= target
    var node = isNoted ? noted.node : firstChild(container)
    for index in (isNoted ? noted.index : 0)..<childCount(container) {
      let value = isObject ? node + 1 : node
      if target < next(value) {
        return (isObject ? string(node, of: text) : String(index), value)
      }
      node = next(value)
    }
    return nil
  }
}
