import PosternText

/// The path of a proxied request, decoded once, as the service behind the proxy reads it.
///
/// Where the proxy, Postern and the service could read a path in different ways, somebody could be
/// let in by one reading and served by another. Such paths are refused: encoded slashes and dots,
/// encodings of encodings, backslashes, control characters, fragments, what is not UTF-8, and dot
/// segments: a proxy that follows them has done so before it asks, and behind one that does not
/// the service may route by the path as it was sent.
/// Everything here works on bytes: a slash with a combining mark behind it is still a slash to the
/// service.
package struct ProxiedPath: Sendable, Equatable {
  /// The path from its first `/`, without encodings and empty segments.
  package let text: String

  /// The segments; none for `/`.
  package var segments: [String] {
    text.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
  }

  /// Reads a path as it was sent, with or without its query; nil for one that is refused.
  package init?(_ target: some StringProtocol, by rules: PathRules) {
    // No target of a request has a fragment (RFC 9112 §3.2), so that whoever gets one may cut it
    // off or take it for a part of the path.
    guard !target.utf8.contains(UInt8(ascii: "#")) else { return nil }
    let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
    if ProxiedPath.isPlain(path) {
      text = String(decoding: path, as: UTF8.self)
      return
    }
    guard let bytes = ProxiedPath.decode(Array(path), by: rules),
      bytes.first == UInt8(ascii: "/"),
      let normal = ProxiedPath.joinSlashes(in: bytes),
      let text = String(validating: normal, as: UTF8.self)
    else { return nil }
    self.text = text
  }

  /// Whether a path means what stands there: words of ASCII between single slashes, without an
  /// encoding, and no segment that begins with a dot.
  private static func isPlain(_ path: some Sequence<UInt8>) -> Bool {
    let slash = UInt8(ascii: "/")
    var last: UInt8?
    for byte in path {
      switch (byte, last) {
      case (slash, slash), (UInt8(ascii: "."), slash): return false
      case (slash, _): break
      case (_, nil): return false
      default:
        guard byte.isAlphanumeric || "-._~".utf8.contains(byte) else { return false }
      }
      last = byte
    }
    return last != nil
  }

  /// Drops the empty segments; nil when there is a dot segment, or what looks like one to some
  /// servers only.
  private static func joinSlashes(in path: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for piece in path.split(separator: UInt8(ascii: "/")) {
      if isDots(piece) { return nil }
      bytes.append(UInt8(ascii: "/"))
      bytes.append(contentsOf: piece)
    }
    if path.last == UInt8(ascii: "/") { bytes.append(UInt8(ascii: "/")) }
    return bytes
  }

  /// Whether a segment is `.` or `..`, or `.;x` or `..;x`, which some servers take for these.
  private static func isDots(_ piece: ArraySlice<UInt8>) -> Bool {
    let name = piece.prefix { $0 != UInt8(ascii: ";") }
    return name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8)
  }

  /// Replaces each encoding by its byte, once; nil for an encoding that is refused.
  private static func decode(_ path: [UInt8], by rules: PathRules) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(path.count)
    var percents: [Int] = []
    var slashes: [Int] = []
    var index = 0
    while index < path.count {
      let byte = path[index]
      guard byte > 0x20, byte != 0x7F, byte != UInt8(ascii: "\\") else { return nil }
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        index += 1
        continue
      }
      guard index + 2 < path.count, let high = Hex.value(of: path[index + 1]),
        let low = Hex.value(of: path[index + 2])
      else { return nil }
      let decoded = high << 4 | low
      switch decoded {
      case 0..<0x20, 0x7F, UInt8(ascii: "\\"), UInt8(ascii: "."):
        return nil
      case UInt8(ascii: "/"):
        // A slash that separates nothing cannot be written without its encoding.
        guard !rules.refusesEncodedSlash else { return nil }
        slashes.append(bytes.count)
        // In capitals, since both spellings mean the same (RFC 3986 §6.2.2.1).
        bytes.append(contentsOf: "%2F".utf8)
      default:
        if decoded == UInt8(ascii: "%") { percents.append(bytes.count) }
        bytes.append(decoded)
      }
      index += 3
    }
    // An encoding that comes out of an encoding: whoever decodes twice reads another path.
    let isTwofold = percents.contains { percent in
      percent + 2 < bytes.count && Hex.value(of: bytes[percent + 1]) != nil
        && Hex.value(of: bytes[percent + 2]) != nil
    }
    if rules.refusesParameters, bytes.contains(UInt8(ascii: ";")) { return nil }
    return isTwofold || hidesDots(bytes, slashes) ? nil : bytes
  }

  /// Whether dot segments come to light when the encoded slashes are taken for slashes.
  private static func hidesDots(_ path: [UInt8], _ slashes: [Int]) -> Bool {
    guard !slashes.isEmpty else { return false }
    var opened: [UInt8] = []
    opened.reserveCapacity(path.count)
    var start = 0
    for slash in slashes {
      opened.append(contentsOf: path[start..<slash])
      opened.append(UInt8(ascii: "/"))
      start = slash + 3
    }
    opened.append(contentsOf: path[start...])
    return opened.split(separator: UInt8(ascii: "/")).contains(where: isDots)
  }
}
