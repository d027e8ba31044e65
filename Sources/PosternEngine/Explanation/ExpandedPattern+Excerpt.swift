extension ExpandedPattern {
  /// The text with its wildcards as a policy writes them.
  var excerpt: String {
    var text: [UInt8] = []
    for index in 0..<min(bytes.count, Excerpt.byteCountMax + 4) {
      switch bytes[index] {
      case ExpandedPattern.anyRun: text.append(UInt8(ascii: "*"))
      case ExpandedPattern.anyOne: text.append(UInt8(ascii: "?"))
      default: text.append(bytes[index])
      }
    }
    return Excerpt.text(text.span)
  }
}
