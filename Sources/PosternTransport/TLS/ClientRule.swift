/// Which clients may connect, by the names in the certificates that they have proved to own.
///
/// A name is a URI, which has a colon, or a DNS name, and stands for one of the same kind in the
/// certificate; one that ends in `/*` stands for every URI below it. A SPIFFE id counts only where
/// it is the certificate's one and only URI (X.509-SVID §2), and DNS names are compared without
/// regard to case (RFC 9525 §6.3).
package struct ClientRule: Sendable, Equatable {
  /// The names; none at all lets everybody in.
  package var names: [String]

  /// Lets in everybody whose certificate is good.
  package static let everybody = ClientRule(names: [])

  /// Creates a rule; one of the names is enough to come in.
  package init(names: [String]) {
    self.names = names
  }

  /// Whether nobody is kept out.
  package var allowsEverybody: Bool { names.isEmpty }

  /// Whether a text is a name that a rule can have: printable ASCII in which `*` is only the last
  /// part of a URI's path, and well formed when it is a SPIFFE id.
  package static func isName(_ text: String) -> Bool {
    let fixed = text.hasSuffix("/*") ? text.utf8.dropLast() : text.utf8[...]
    guard !fixed.isEmpty, !fixed.contains(UInt8(ascii: "*")) else { return false }
    let isOpen = fixed.count < text.utf8.count
    guard !isOpen || text.contains("://") && !text.hasSuffix("://*") else { return false }
    guard text.lowercased().hasPrefix("spiffe:") else {
      return fixed.allSatisfy { (0x21...0x7E).contains($0) }
    }
    // A name that no good id is like would keep out whom it means to let in.
    return SPIFFEName.isWorkload(isOpen ? String(text.dropLast()) + "x" : text)
  }

  /// Whether a client may connect; one without a certificate may only where everybody may.
  /// - Complexity: O(n·m) in the names of the rule and of the certificate.
  package func allows(_ certificate: ClientCertificate?) -> Bool {
    guard !allowsEverybody else { return true }
    guard let certificate else { return false }
    return names.contains { name in
      if name.hasPrefix("spiffe://") {
        return certificate.spiffeID.map { ClientRule.matches(name, $0) } ?? false
      }
      return name.utf8.contains(UInt8(ascii: ":"))
        ? certificate.uris.contains { ClientRule.matches(name, $0) }
        : certificate.dnsNames.contains { $0.lowercased() == name.lowercased() }
    }
  }

  private static func matches(_ name: String, _ uri: String) -> Bool {
    guard name.hasSuffix("/*") else { return uri == name }
    return uri.hasPrefix(name.dropLast()) && uri.utf8.count >= name.utf8.count
  }
}
