/// A network of addresses, or a single address, as the operand of `IpAddress` and `NotIpAddress`.
package struct IPNetwork: Hashable, Sendable, BitwiseCopyable {
  /// The network's address; one of version 4 stands in the low 32 bits, without its host bits
  /// (C-55).
  package let bits: UInt128
  /// How many leading bits the network fixes: 0…32, or 0…128 for version 6.
  package let prefixLength: UInt8
  /// Whether it is of version 6; mapped addresses keep the family that was written (C-57).
  package let isIPv6: Bool
  /// Whether a network of version 6 has bits behind its prefix: refused on write, and it contains
  /// nothing (C-55).
  package let hasHostBits: Bool

  /// Reads an operand: an address, optionally with `/` and a prefix length; else returns nil (C-54,
  /// C-58, C-59).
  ///
  /// Host bits are ignored in version 4 and recorded in version 6. Dotted octets inside version 6
  /// are malformed.
  ///
  /// - Complexity: O(n) in the length of the text.
  package init?(_ operand: Span<UInt8>) {
    var end = 0
    while end < operand.count, operand[end] != UInt8(ascii: "/") { end += 1 }
    let address: UInt128
    if let version4 = AddressText.version4(operand, 0..<end) {
      (address, isIPv6) = (UInt128(version4), false)
    } else if let version6 = AddressText.version6(operand, 0..<end, allowsDottedTail: false) {
      (address, isIPv6) = (version6, true)
    } else {
      return nil
    }
    let width = isIPv6 ? 128 : 32
    var prefix = width
    if end < operand.count {
      guard let length = AddressText.prefixLength(operand, from: end + 1, max: width) else {
        return nil
      }
      prefix = length
    }
    prefixLength = UInt8(prefix)
    let hostMask = IPNetwork.hostMask(width: width, prefixLength: prefix)
    hasHostBits = isIPv6 && address & hostMask != 0
    bits = isIPv6 ? address : address & ~hostMask
  }

  /// Whether an address lies in the network; families never mix (C-56).
  package func contains(_ address: IPAddress) -> Bool {
    guard address.isIPv6 == isIPv6, !hasHostBits else { return false }
    let hostMask = IPNetwork.hostMask(
      width: isIPv6 ? 128 : 32,
      prefixLength: Int(prefixLength)
    )
    return (address.bits ^ bits) & ~hostMask == 0
  }

  /// The bits behind the prefix; a shift by the whole width gives zero, and with it all bits.
  private static func hostMask(width: Int, prefixLength: Int) -> UInt128 {
    (UInt128(1) << (width - prefixLength)) &- 1
  }
}
