import PosternManifest
import PosternModel
import PosternText
package import PosternTransport

extension ListenAddress {
  /// Reads `HOST:PORT`, `[IPv6]:PORT`, `unix:PATH` or `systemd:NAME`.
  ///
  /// Port 0 lets the system choose. A host is a numeric address or `localhost`: what a name means
  /// is not left to a name server.
  /// - Throws: `malformedAddress` with what was expected.
  package init(option text: String) throws(OptionsError) {
    if text.hasPrefix("unix:") {
      try self.init(socketPath: String(text.dropFirst(5)))
      return
    }
    if text.hasPrefix("systemd:"), text.utf8.count > 8 {
      self = .systemd(name: String(text.dropFirst(8)), descriptor: -1)
      return
    }
    let expected = "expected \(ListenAddress.expectation)"
    guard let colon = text.lastIndex(of: ":"),
      let port: UInt16 = ListenAddress.number(text[text.index(after: colon)...])
    else {
      throw OptionsError(
        .malformedAddress,
        subject: "`\(QuotedText.shortened(text))`",
        expected
      )
    }
    var host = text[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    if isBracketed { host = host.dropFirst().dropLast() }
    guard ListenAddress.isHost(String(host), isBracketed: isBracketed) else {
      throw OptionsError(.malformedAddress, subject: "`\(QuotedText.shortened(text))`", expected)
    }
    self = .tcp(host: String(host), port: Int(port))
  }

  /// How an address is written, for messages.
  static var expectation: String { "`HOST:PORT`, `[IPv6]:PORT`, `unix:PATH` or `systemd:NAME`" }

  /// Makes the address of a Unix socket that only the owner of the process may connect to.
  ///
  /// - Throws: `malformedAddress` when the path is empty or longer than the system allows.
  package init(socketPath path: String) throws(OptionsError) {
    // The path and its terminating zero stand in 108 bytes of the system's address.
    guard (1...107).contains(path.utf8.count), path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else {
      throw OptionsError(
        .malformedAddress,
        subject: "`unix:\(QuotedText.shortened(path))`",
        "a socket's path has 1 to 107 bytes and no control characters"
      )
    }
    self = .unix(path: path, mode: 0o600)
  }

  /// Whether only processes of this machine can connect; a socket of the service manager is asked
  /// itself, later.
  package var isLocal: Bool {
    switch self {
    case .unix, .systemd: true
    case .tcp(let host, _):
      host == "localhost" || ListenAddress.version6(host) == 1
        || ListenAddress.octets(of: host)?.first == 127
    }
  }

  private static func isHost(_ host: String, isBracketed: Bool) -> Bool {
    if isBracketed { return version6(host) != nil }
    return host == "localhost" || octets(of: host) != nil
  }

  /// The bits of an address of version 6, also of one that stands for one of version 4; nil for
  /// other text.
  private static func version6(_ host: String) -> UInt128? {
    guard host.contains(":") else { return nil }
    let address = IPAddress(request: Array(host.utf8).span)
    return address.map { $0.isIPv6 ? $0.bits : $0.bits | 0xFFFF << 32 }
  }

  private static func octets(of host: String) -> [UInt8]? {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    // Some readers take a leading zero for octal.
    let octets: [UInt8] = parts.compactMap { part in
      part.utf8.count > 1 && part.utf8.first == UInt8(ascii: "0") ? nil : number(part)
    }
    return parts.count == 4 && octets.count == 4 ? octets : nil
  }

  /// Reads digits and nothing else; nil when there are none, or when the number is too large.
  private static func number<Number: FixedWidthInteger>(_ text: Substring) -> Number? {
    text.utf8.allSatisfy(\.isDigit) ? Number(text) : nil
  }
}
