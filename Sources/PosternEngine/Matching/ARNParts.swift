/// The places of the six parts of an ARN in a text (M-11, C-60).
struct ARNParts: BitwiseCopyable {
  private let colons: (Int, Int, Int, Int, Int)
  private let end: Int

  /// `arn:` as a number.
  private static let start: UInt32 = 0x3A6E_7261

  /// The parts of `text`, or nil when it does not begin with `arn:` or has fewer than six parts.
  ///
  /// - Complexity: O(1) when the fifth colon is among the first 64 bytes, else O(n) up to it.
  @inline(__always)
  init?(_ text: ByteSlice) {
    guard text.count >= 9, text.load(at: 0, as: UInt32.self) == ARNParts.start else { return nil }
    end = text.count
    if let head = ARNParts.colonsInHead(text) {
      colons = head
      return
    }
    var scan = ColonScan(text, from: 4)
    guard let second = scan.next(), let third = scan.next(), let fourth = scan.next(),
      let fifth = scan.next()
    else { return nil }
    colons = (3, second, third, fourth, fifth)
  }

  /// The first five colons of a text that begins with `arn:`; nil when they are not all among the
  /// first 64 bytes (`postern-bench loop --phase raw`).
  @inline(__always)
  private static func colonsInHead(_ text: ByteSlice) -> (Int, Int, Int, Int, Int)? {
    guard text.count >= 16 else { return nil }
    let colon = UInt8(ascii: ":")
    var places = text.head { text.places(of: colon, or: colon, at: $0) }
    places &= places &- 1
    let second = places.trailingZeroBitCount
    places &= places &- 1
    let third = places.trailingZeroBitCount
    places &= places &- 1
    let fourth = places.trailingZeroBitCount
    places &= places &- 1
    return places == 0 ? nil : (3, second, third, fourth, places.trailingZeroBitCount)
  }

  /// Where each part begins, for the matching of resources.
  @inline(__always)
  var starts: Question.Parts {
    Question.Parts(
      partition: colons.0 &+ 1,
      service: colons.1 &+ 1,
      region: colons.2 &+ 1,
      account: colons.3 &+ 1,
      resource: colons.4 &+ 1
    )
  }

  /// The bytes of a part, counted from 0 (`arn`) to 5 (the resource).
  func bounds(_ part: Int) -> (start: Int, count: Int) {
    switch part {
    case 0: (0, colons.0)
    case 1: (colons.0 + 1, colons.1 - colons.0 - 1)
    case 2: (colons.1 + 1, colons.2 - colons.1 - 1)
    case 3: (colons.2 + 1, colons.3 - colons.2 - 1)
    case 4: (colons.3 + 1, colons.4 - colons.3 - 1)
    default: (colons.4 + 1, end - colons.4 - 1)
    }
  }
}
