/// Holds back reading while a connection has too much output pending.
struct ReadGate {
  private var isOpen = true
  private var isReadWanted = false

  /// Notes that the channel wants to read; false means not now.
  mutating func admitRead() -> Bool {
    isReadWanted = !isOpen
    return isOpen
  }

  /// Opens or closes the gate; true means that a read was held back and must now be asked for.
  mutating func set(isOpen: Bool) -> Bool {
    self.isOpen = isOpen
    guard isOpen, isReadWanted else { return false }
    isReadWanted = false
    return true
  }
}
