extension String {
  /// Whether the text is an ARN pattern with six parts or more that names a service and has no `$`
  /// before the sixth: there is nothing in its first five parts that the rules of short ARNs and of
  /// variables could refuse.
  ///
  /// - Complexity: O(n) in the first five parts; does not allocate.
  var hasPlainARNHead: Bool {
    var colonCount = 0
    var isAtStart = true
    for byte in utf8 {
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
