/// The check that no object names a member twice (G-03); names are compared decoded.
enum JSONDuplicates {
  /// Above this many members a set is used instead of comparing every pair.
  private static let pairCountMax = 64

  /// Throws when two members of the object at `node` have the same name.
  ///
  /// - Complexity: O(m) expected for few members and at most O(m²) in up to 64; O(m) expected above
  ///   and where names have escapes, since decoding one for each comparison would let a client buy
  ///   much work with few bytes.
  static func check(
    _ nodes: JSONNodeList,
    object node: Int,
    _ text: Span<UInt8>
  ) throws(JSONSyntaxError) {
    let count = Int(nodes[node].childCount)
    guard count > 1 else { return }
    if count > pairCountMax { return try checkMany(nodes, object: node, text) }
    var name = node + 1
    for index in 0..<count {
      if nodes[name].isMarked { return try checkMany(nodes, object: node, text) }
      try check(nodes, name: name, after: index, object: node, text)
      name = Int(nodes[name + 1].next)
    }
  }

  /// Compares a name with each of those before it.
  private static func check(
    _ nodes: JSONNodeList,
    name: Int,
    after earlierCount: Int,
    object node: Int,
    _ text: Span<UInt8>
  ) throws(JSONSyntaxError) {
    var earlier = node + 1
    for _ in 0..<earlierCount {
      if text.areEqual(nodes[earlier].byteRange, nodes[name].byteRange) {
        throw fault(nodes[name], text)
      }
      earlier = Int(nodes[earlier + 1].next)
    }
  }

  private static func checkMany(
    _ nodes: JSONNodeList,
    object node: Int,
    _ text: Span<UInt8>
  ) throws(JSONSyntaxError) {
    var seen: Set<[UInt8]> = []
    var name = node + 1
    for _ in 0..<Int(nodes[node].childCount) {
      guard seen.insert(decoded(nodes[name], text)).inserted else { throw fault(nodes[name], text) }
      name = Int(nodes[name + 1].next)
    }
  }

  private static func decoded(_ node: JSONNode, _ text: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONString.appendDecoded(
      text,
      node.byteRange,
      hasEscapes: node.isMarked,
      to: &bytes
    )
    return bytes
  }

  @inline(never)
  private static func fault(_ name: JSONNode, _ text: Span<UInt8>) -> JSONSyntaxError {
    let member = String(decoding: decoded(name, text), as: UTF8.self)
    return JSONSyntaxError(
      code: .duplicateMember,
      position: .of(byteOffset: Int(name.start) - 1, in: text),
      pointer: "/" + JSONPointer.escaped(member),
      message: "the member `\(member.shown)` occurs twice in one object"
    )
  }
}
