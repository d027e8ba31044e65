/// The places of the six parts of an ARN in a text (M-11, C-60).
struct ARNParts: BitwiseCopyable {
  private let colons: (Int, Int, Int, Int, Int)
  private let end: Int

  /// `arn:` as a number.
  private static let start: UInt32 = 0x3A6E_7261

  /// The parts of `text`, or nil when it does not begin with `arn:` or has fewer than six parts.
  ///
  /// - Complexity: O(n) up to the fifth colon, eight bytes a step.
  @inline(__always)
  init?(_ text: ByteSlice) {
    guard text.count >= 9, text.load(at: 0, as: UInt32.self) == ARNParts.start else { return nil }
    var scan = ColonScan(text, from: 4)
    guard let second = scan.next(), let third = scan.next(), let fourth = scan.next(),
      let fifth = scan.next()
    else { return nil }
    colons = (3, second, third, fourth, fifth)
    end = text.count
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
