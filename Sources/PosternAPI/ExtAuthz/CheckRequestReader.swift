import PosternModel
import PosternText

/// Reads what Envoy asks, a `CheckRequest`, from the encoding of protocol buffers.
///
/// The library for such messages makes a string of every text and hash tables of the header fields:
/// that was more than half of a call. What is accepted, and what it means, is the same: of a field
/// that comes twice the last counts, a message that comes twice is put together, of equal keys of a
/// map the last counts, and unknown fields are passed over. Parts that nobody asks about are read
/// too, since a message is either in order or not.
struct CheckRequestReader {
  /// The header fields that are kept, by their names in lower case.
  private let fieldNames: [String]
  /// Whether the whole message is ASCII, so that each text in it is valid UTF-8.
  private var isASCII = false
  private var found = Parts()

  /// The places of what is kept.
  private struct Parts {
    var method = TextRange.empty
    var target = TextRange.empty
    var scheme = TextRange.empty
    var source = Peer()
    var extensions: [(key: TextRange, value: TextRange)] = []
    /// Of the map of header fields: the place of the name among those that are kept, and the value.
    var headers: [(name: Int, value: TextRange)] = []
    /// Of the list of header fields, which stands for itself or beside the map.
    var listed: [(name: Int, value: TextRange, raw: TextRange)] = []
  }

  /// One end of the proxied connection.
  private struct Peer {
    var address = TextRange.empty
    var principal = TextRange.empty
  }

  /// Creates a reader that keeps the header fields of these names.
  init(fieldNames: [String]) {
    self.fieldNames = fieldNames
  }

  /// Reads the message that stands at `range` of a call's body.
  ///
  /// - Throws: that the bytes are none.
  /// - Complexity: O(n).
  mutating func read(_ body: [UInt8], at range: Range<Int>) throws(WireFault) -> ProxiedRequest {
    let bytes = body.span
    isASCII = bytes.isASCII(range)
    // What one message had is kept for no other.
    defer { found = Parts() }
    var fields = try WireFields(range, depth: 1)
    while try fields.next(in: bytes) {
      if fields.isBlock(1) { try readAttributes(bytes, fields.block) }
    }
    return request(of: body)
  }

  private mutating func readAttributes(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: 2)
    while try fields.next(in: bytes) {
      guard fields.form == .block else { continue }
      switch fields.number {
      case 1: try readPeer(&found.source, bytes, fields.block)
      case 2:
        var destination = Peer()
        try readPeer(&destination, bytes, fields.block)
      case 4: try readRequest(bytes, fields.block)
      case 10: found.extensions.append(try entry(bytes, fields.block, depth: 2))
      case 12: try readTexts(bytes, fields.block, depth: 3) { $0 == 1 }
      default: break
      }
    }
  }

  private func readPeer(
    _ peer: inout Peer,
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: 3)
    while try fields.next(in: bytes) {
      guard fields.form == .block else { continue }
      switch fields.number {
      case 1: try readAddress(&peer.address, bytes, fields.block)
      case 2, 5: _ = try text(bytes, fields.block)
      case 3: _ = try entry(bytes, fields.block, depth: 3)
      case 4: peer.principal = try text(bytes, fields.block)
      default: break
      }
    }
  }

  /// Reads an address, which is either one of a socket or the path of a pipe.
  private func readAddress(
    _ address: inout TextRange,
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: 4)
    while try fields.next(in: bytes) {
      if fields.isBlock(1) {
        var parts = try WireFields(fields.block, depth: 5)
        while try parts.next(in: bytes) {
          if parts.isBlock(2) { address = try text(bytes, parts.block) }
          // The name of a port.
          if parts.isBlock(4) { _ = try text(bytes, parts.block) }
        }
      } else if fields.isBlock(2) {
        try readTexts(bytes, fields.block, depth: 5) { $0 == 1 }
        address = .empty
      }
    }
  }

  private mutating func readRequest(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: 3)
    while try fields.next(in: bytes) {
      // The time is two numbers.
      if fields.isBlock(1) { try readTexts(bytes, fields.block, depth: 4) { _ in false } }
      if fields.isBlock(2) { try readHTTPRequest(bytes, fields.block) }
    }
  }

  private mutating func readHTTPRequest(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: 4)
    while try fields.next(in: bytes) {
      guard fields.form == .block else { continue }
      switch fields.number {
      case 2: found.method = try text(bytes, fields.block)
      case 3:
        let (name, value) = try entry(bytes, fields.block, depth: 4)
        if let kept = place(of: name, bytes) { found.headers.append((kept, value)) }
      case 4: found.target = try text(bytes, fields.block)
      case 6: found.scheme = try text(bytes, fields.block)
      case 1, 5, 7, 8, 10, 11: _ = try text(bytes, fields.block)
      case 13: try readHeaderList(bytes, fields.block)
      default: break
      }
    }
  }

  private mutating func readHeaderList(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: 5)
    while try fields.next(in: bytes) {
      guard fields.isBlock(1) else { continue }
      var (name, value, raw) = (TextRange.empty, TextRange.empty, TextRange.empty)
      var parts = try WireFields(fields.block, depth: 6)
      while try parts.next(in: bytes) {
        if parts.isBlock(1) { name = try text(bytes, parts.block) }
        if parts.isBlock(2) { value = try text(bytes, parts.block) }
        if parts.isBlock(3) { raw = TextRange(parts.block) }
      }
      if let kept = place(of: name, bytes) { found.listed.append((kept, value, raw)) }
    }
  }

  /// Reads a message of which nothing is kept; `isText` tells which of its fields are texts.
  private func readTexts(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    depth: Int,
    _ isText: (UInt32) -> Bool
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: depth)
    while try fields.next(in: bytes) {
      if fields.form == .block, isText(fields.number) { _ = try text(bytes, fields.block) }
    }
  }

  /// Reads an entry of a map of texts, which is no level of its own.
  private func entry(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    depth: Int
  ) throws(WireFault) -> (key: TextRange, value: TextRange) {
    var (key, value) = (TextRange.empty, TextRange.empty)
    var fields = try WireFields(range, depth: depth)
    while try fields.next(in: bytes) {
      if fields.isBlock(1) { key = try text(bytes, fields.block) }
      if fields.isBlock(2) { value = try text(bytes, fields.block) }
    }
    return (key, value)
  }

  /// Takes the place of a text, which must be valid UTF-8.
  private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(WireFault) -> TextRange {
    guard isASCII || bytes.isUTF8(range) else { throw WireFault() }
    return TextRange(range)
  }

  private func place(of name: TextRange, _ bytes: Span<UInt8>) -> Int? {
    // The length tells nearly all names apart.
    fieldNames.firstIndex { kept in
      kept.utf8.count == name.byteCount && bytes.extracting(name.bounds).isEqual(to: kept)
    }
  }
}

// What was found, as texts.
extension CheckRequestReader {
  private func request(of body: [UInt8]) -> ProxiedRequest {
    func text(_ range: TextRange) -> String {
      String(decoding: body[range.bounds], as: UTF8.self)
    }
    var request = ProxiedRequest(
      method: text(found.method),
      target: text(found.target),
      scheme: text(found.scheme),
      sourceAddress: text(found.source.address),
      sourceIdentity: text(found.source.principal),
      extensions: [:],
      headers: [:]
    )
    for (key, value) in found.extensions { request.extensions[text(key)] = text(value) }
    for (name, value) in found.headers { request.headers[fieldNames[name]] = text(value) }
    for (name, value, raw) in found.listed {
      let range = value.byteCount > 0 ? value : raw
      let text = String(validating: body[range.bounds], as: UTF8.self)
      request.addListed(fieldNames[name], text)
    }
    request.believeForwardedScheme()
    return request
  }
}
