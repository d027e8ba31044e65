/// How long a client waits for the answer to its call: the value of `grpc-timeout`.
package enum CallTimeout: Equatable, Sendable {
  /// As long as it takes.
  case unlimited
  /// So many nanoseconds from the moment at which the call came in.
  case nanoseconds(UInt64)
  /// The value says nothing.
  case malformed

  /// Reads 1 to 8 digits and a unit: `H`, `M`, `S`, `m`, `u` or `n`.
  package init(_ value: ArraySlice<UInt8>?) {
    guard let value else {
      self = .unlimited
      return
    }
    guard (2...9).contains(value.count), let unit = value.last.flatMap(CallTimeout.nanoseconds)
    else {
      self = .malformed
      return
    }
    var amount: UInt64 = 0
    for byte in value.dropLast() {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
        self = .malformed
        return
      }
      amount = amount * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    let (product, overflow) = amount.multipliedReportingOverflow(by: unit)
    self = overflow ? .unlimited : .nanoseconds(product)
  }

  private static func nanoseconds(of unit: UInt8) -> UInt64? {
    switch unit {
    case UInt8(ascii: "H"): 3_600_000_000_000
    case UInt8(ascii: "M"): 60_000_000_000
    case UInt8(ascii: "S"): 1_000_000_000
    case UInt8(ascii: "m"): 1_000_000
    case UInt8(ascii: "u"): 1_000
    case UInt8(ascii: "n"): 1
    default: nil
    }
  }
}
