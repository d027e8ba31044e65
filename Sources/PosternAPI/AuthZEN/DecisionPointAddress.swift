import PosternText

/// Where callers see this decision point: `https://HOST[:PORT][/PATH]`.
///
/// AuthZEN names decision points by it, and callers compare it byte by byte with what they know: it
/// stays as it was written.
package struct DecisionPointAddress: Sendable, Equatable, CustomStringConvertible {
  /// What an address looks like, for whoever wrote something else.
  package static let expectation =
    "an address `https://HOST[:PORT][/PATH]` without user, query and fragment"
  private static let scheme = "https://"

  /// The address as it was written.
  package let description: String
  /// The path without a slash at its end; empty for the root.
  let path: String
  /// Whether a slash ends the address.
  let endsWithSlash: Bool

  /// Reads an address; nil for one that AuthZEN does not take, or that nobody could connect to.
  package init?(_ text: String) {
    guard text.utf8.starts(with: DecisionPointAddress.scheme.utf8) else { return nil }
    let rest = text.utf8.dropFirst(DecisionPointAddress.scheme.utf8.count)
    let authority = rest.prefix { $0 != UInt8(ascii: "/") }
    let path = rest.dropFirst(authority.count)
    guard DecisionPointAddress.isAuthority(authority),
      path.allSatisfy(DecisionPointAddress.isOfPath)
    else { return nil }
    description = text
    endsWithSlash = path.last == UInt8(ascii: "/")
    self.path = String(decoding: endsWithSlash ? path.dropLast() : path, as: UTF8.self)
  }

  /// Whether a text is a host, or an address of IPv6 in brackets, and perhaps a port.
  private static func isAuthority(_ text: Substring.UTF8View) -> Bool {
    let isBracketed = text.first == UInt8(ascii: "[")
    let host = text.prefix { $0 != UInt8(ascii: isBracketed ? "]" : ":") }
    let port = text.dropFirst(host.count + (isBracketed ? 1 : 0))
    let isHost =
      isBracketed
      ? host.count > 1 && host.dropFirst().allSatisfy(isOfIPv6)
        && text.dropFirst(host.count).first == UInt8(ascii: "]")
      : !host.isEmpty && host.allSatisfy(isOfName)
    return isHost && (port.isEmpty || isPort(port))
  }

  /// Whether a text is a colon and a port, 1 to 65535.
  private static func isPort(_ text: Substring.UTF8View) -> Bool {
    let digits = text.dropFirst()
    guard text.first == UInt8(ascii: ":"), digits.allSatisfy(\.isDigit) else { return false }
    return UInt16(String(decoding: digits, as: UTF8.self)).map { $0 > 0 } ?? false
  }

  private static func isOfIPv6(_ byte: UInt8) -> Bool {
    Hex.value(of: byte) != nil || ":.".utf8.contains(byte)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || "-._".utf8.contains(byte)
  }

  /// RFC 3986 §3.3.
  private static func isOfPath(_ byte: UInt8) -> Bool {
    isOfName(byte) || "/~%!$&'()*+,;=:@".utf8.contains(byte)
  }
}
