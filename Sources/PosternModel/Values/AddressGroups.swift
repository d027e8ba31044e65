/// The groups of an address of version 6 while it is read: those before and those behind the `::`.
struct AddressGroups {
  private var head: UInt128 = 0
  private var tail: UInt128 = 0
  private var headCount = 0
  private var tailCount = 0
  private(set) var hasGap = false

  mutating func markGap() { hasGap = true }

  mutating func append(_ group: UInt16) {
    if hasGap {
      tail = tail << 16 | UInt128(group)
      tailCount += 1
    } else {
      head = head << 16 | UInt128(group)
      headCount += 1
    }
  }

  /// The address, or nil when there are too few or too many groups.
  var address: UInt128? {
    guard hasGap else { return headCount == 8 ? head : nil }
    guard headCount + tailCount < 8 else { return nil }
    // A shift by all 128 bits leaves nothing, which is what an address that begins with the gap
    // needs.
    return head << (16 * (8 - headCount)) | tail
  }
}
