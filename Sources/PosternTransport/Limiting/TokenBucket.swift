/// An allowance that refills with time: a burst at once, then a steady rate.
///
/// It reads no clock; the caller says what time it is.
struct TokenBucket {
  private let burstCount: Int
  private let nanosecondsPerToken: UInt64
  private var tokenCount: Int
  private var refilledAtNanoseconds: UInt64

  init(burstCount: Int, perSecond: Int, atNanoseconds now: UInt64) {
    self.burstCount = burstCount
    self.nanosecondsPerToken = 1_000_000_000 / UInt64(max(perSecond, 1))
    self.tokenCount = burstCount
    self.refilledAtNanoseconds = now
  }

  /// Takes one token; false means that the allowance is used up.
  mutating func spend(atNanoseconds now: UInt64) -> Bool {
    refill(atNanoseconds: now)
    guard tokenCount > 0 else { return false }
    tokenCount -= 1
    return true
  }

  /// Takes many tokens; false means that there were not so many, and that none are left.
  mutating func spend(_ count: Int, atNanoseconds now: UInt64) -> Bool {
    refill(atNanoseconds: now)
    defer { tokenCount = max(tokenCount - count, 0) }
    return tokenCount >= count
  }

  /// Gives back what the peer has earned, up to the burst.
  mutating func earn(_ count: Int) {
    tokenCount = min(tokenCount + count, burstCount)
  }

  private mutating func refill(atNanoseconds now: UInt64) {
    guard now > refilledAtNanoseconds else { return }
    let tokens = (now - refilledAtNanoseconds) / nanosecondsPerToken
    guard tokens > 0 else { return }
    earn(Int(min(tokens, UInt64(burstCount))))
    refilledAtNanoseconds += tokens * nanosecondsPerToken
  }
}
