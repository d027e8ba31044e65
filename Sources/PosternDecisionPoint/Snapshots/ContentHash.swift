/// A hash of 128 bits over what is compiled, to find out what did not change; seeded anew in every
/// process, so that nobody can prepare two contents with the same hash.
struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  private let first: Int
  private let second: Int

  /// Hashes whatever `feed` puts in; it is called twice.
  init(_ feed: (inout ContentHasher) -> Void) {
    var hasher = ContentHasher(seed: nil)
    feed(&hasher)
    first = hasher.finalize()
    hasher = ContentHasher(seed: first)
    feed(&hasher)
    second = hasher.finalize()
  }

  /// Thirty-two digits, good as a name as long as the process lives.
  var description: String {
    [first, second].map { number in
      let digits = String(UInt(bitPattern: number), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    .joined()
  }
}
