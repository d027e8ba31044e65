/// What the standard of SPIFFE ids lets stand in one.
///
///     spiffe://TRUST-DOMAIN/SEGMENT/SEGMENT…
///
/// An id has one spelling only: no escapes, no empty or dot segments, no port, query or fragment
/// (SPIFFE-ID §2).
enum SPIFFEName {
  static let scheme = "spiffe://"
  /// The most bytes of an id (§2.3) and of a trust domain (§2.1).
  private static let (byteCountMax, domainByteCountMax) = (2_048, 255)

  /// Whether a text is an id of a workload: a certificate that proves one has a path in it.
  static func isWorkload(_ text: String) -> Bool {
    guard text.hasPrefix(scheme), text.utf8.count <= byteCountMax else { return false }
    let parts = text.utf8.dropFirst(scheme.utf8.count)
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count > 1, let domain = parts.first else { return false }
    return (1...domainByteCountMax).contains(domain.count) && domain.allSatisfy(isOfDomain)
      && parts.dropFirst().allSatisfy(isSegment)
  }

  private static func isOfDomain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isSegment(_ segment: Substring.UTF8View.SubSequence) -> Bool {
    let isDots = segment.count <= 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") }
    return !isDots
      && segment.allSatisfy { isOfDomain($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= $0 }
  }
}
