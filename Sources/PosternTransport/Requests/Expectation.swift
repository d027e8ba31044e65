import PosternText

/// What a client wants to hear before it sends the body (RFC 9110 §10.1.1).
enum Expectation {
  /// Nothing.
  case none
  /// That it may go on.
  case toGoOn
  /// Something that no server has to know.
  case unknown

  /// Reads the fields named `expect`, which together are one list (RFC 9110 §5.6.1) of words in
  /// letters of either case.
  /// - Complexity: O(1) for nearly all requests, which have no such field.
  init(_ fields: borrowing HeaderFields) {
    self = .none
    guard fields.index(of: "expect") != nil else { return }
    for index in 0..<fields.count where fields.name(at: index).span.isEqual(to: "expect") {
      for member in fields.value(at: index).split(separator: UInt8(ascii: ",")) {
        let word = member.trimmed
        guard !word.isEmpty else { continue }
        guard word.span.isEqualIgnoringCase(to: Expectation.wanted.utf8.span) else {
          self = .unknown
          return
        }
        self = .toGoOn
      }
    }
  }

  private static let wanted = "100-continue"
}

extension ArraySlice<UInt8> {
  /// The bytes without the blanks around them.
  fileprivate var trimmed: ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var rest = drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}
