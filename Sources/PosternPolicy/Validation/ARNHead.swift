/// What stands before the sixth part of an ARN pattern, looked at without taking it apart.
enum ARNHead {
  /// Whether a text has six parts or more, names a service, and has no `$` before the sixth: there
  /// is nothing in it that the rules of short ARNs and of variables could refuse.
  ///
  /// - Complexity: O(n) in the first five parts; does not allocate.
  static func isPlain(_ text: String) -> Bool {
    var colonCount = 0
    var isAtStart = true
    for byte in text.utf8 {
      if byte == UInt8(ascii: "$") { return false }
      let isColon = byte == UInt8(ascii: ":")
      if isColon {
        colonCount += 1
        if colonCount == 3, isAtStart { return false }
        if colonCount == 5 { return true }
      }
      isAtStart = isColon
    }
    return false
  }
}
