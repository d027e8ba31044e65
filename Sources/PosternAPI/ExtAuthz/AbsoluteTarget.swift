import PosternText

/// The target of a request in absolute form (RFC 9112 §3.2.2), `https://shop.example:8443/orders`:
/// as clients of a proxy write it, and as some proxies describe a request.
///
/// nginx may write its own scheme and host in front of the client's target, which may be in this
/// form again, and hosts are checked loosely. So what stands before the path must be exactly a
/// scheme, a host and a port; otherwise the path might be the client's invention.
enum AbsoluteTarget {
  /// Returns the path and the query of a target in this form; every other target as it is, which no
  /// path is when it does not begin with `/`.
  static func path(of target: String) -> String {
    let bytes = target.utf8
    guard let schemeEnd = endOfScheme(bytes) else { return target }
    let slash = UInt8(ascii: "/")
    let authorityEnd = bytes[schemeEnd...].firstIndex(of: slash) ?? bytes.endIndex
    guard isAuthority(bytes[schemeEnd..<authorityEnd]) else { return target }
    // An address without a path means the root (RFC 9110 §4.2.3).
    return authorityEnd == bytes.endIndex ? "/" : String(target[authorityEnd...])
  }

  /// Returns where the authority begins, behind `://`; nil when the target begins otherwise.
  private static func endOfScheme(_ target: String.UTF8View) -> String.Index? {
    let rest = target.drop { $0.isAlphanumeric || "+-.".utf8.contains($0) }
    guard target.first?.isLetter == true, rest.starts(with: "://".utf8) else { return nil }
    return target.index(rest.startIndex, offsetBy: 3)
  }

  /// Whether a text is a host, in brackets or not, and perhaps a port; a host may be missing where
  /// a client of HTTP/1.0 has named none.
  private static func isAuthority(_ text: Substring.UTF8View) -> Bool {
    let colon = UInt8(ascii: ":")
    var port: Substring.UTF8View
    if text.first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")) {
      let host = text[text.index(after: text.startIndex)..<close]
      guard host.allSatisfy({ $0.isAlphanumeric || $0 == colon || $0 == UInt8(ascii: ".") })
      else { return false }
      port = text[text.index(after: close)...]
    } else {
      port = text.drop { $0.isAlphanumeric || "-._~".utf8.contains($0) }
    }
    guard let first = port.popFirst() else { return true }
    return first == colon && (1...5).contains(port.count)
      && port.allSatisfy(\.isDigit)
  }
}
