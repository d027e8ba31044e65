/// An address of version 4 or 6 of the internet protocol.
package struct IPAddress: Hashable, Sendable, BitwiseCopyable {
  /// The address; one of version 4 stands in the low 32 bits.
  package let bits: UInt128
  /// Whether it is of version 6.
  package let isIPv6: Bool

  /// Creates an address from its bits.
  package init(bits: UInt128, isIPv6: Bool) {
    self.bits = bits
    self.isIPv6 = isIPv6
  }

  /// Reads the address of a request, else returns nil.
  ///
  /// An address of version 4 mapped into version 6 is one of version 4 (C-57). Leading zeros of
  /// octets are decimal (C-58); zone names are malformed (C-59).
  ///
  /// - Complexity: O(n) in the length of the text.
  package init?(request text: Span<UInt8>) {
    if let address = AddressText.version4(text, 0..<text.count) {
      self.init(bits: UInt128(address), isIPv6: false)
      return
    }
    guard let address = AddressText.version6(text, 0..<text.count, allowsDottedTail: true) else {
      return nil
    }
    let isMapped = address >> 32 == 0xFFFF
    self.init(bits: isMapped ? address & 0xFFFF_FFFF : address, isIPv6: !isMapped)
  }
}
