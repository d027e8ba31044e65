/// The places of the six parts of an ARN in a text (M-11, C-60).
struct ARNParts: BitwiseCopyable {
  private let colons: (Int, Int, Int, Int, Int)
  private let end: Int

  /// The parts of `text`, or nil when it does not begin with `arn:` or has fewer than six parts.
  ///
  /// - Complexity: O(n) up to the fifth colon.
  init?(_ text: ByteSlice) {
    guard text.count >= 9, text[0] == UInt8(ascii: "a"), text[1] == UInt8(ascii: "r"),
      text[2] == UInt8(ascii: "n"), text[3] == UInt8(ascii: ":"),
      let second = ARNParts.colon(in: text, after: 4),
      let third = ARNParts.colon(in: text, after: second + 1),
      let fourth = ARNParts.colon(in: text, after: third + 1),
      let fifth = ARNParts.colon(in: text, after: fourth + 1)
    else { return nil }
    colons = (3, second, third, fourth, fifth)
    end = text.count
  }

  @inline(__always)
  private static func colon(in text: ByteSlice, after start: Int) -> Int? {
    var index = start
    while index < text.count {
      if text[index] == UInt8(ascii: ":") { return index }
      index &+= 1
    }
    return nil
  }

  /// Where each part begins, for the matching of resources.
  var starts: Question.Parts {
    Question.Parts(
      partition: colons.0 + 1,
      service: colons.1 + 1,
      region: colons.2 + 1,
      account: colons.3 + 1,
      resource: colons.4 + 1
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
