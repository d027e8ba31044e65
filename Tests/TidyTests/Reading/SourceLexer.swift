/// Splits Swift source into tokens and comments: as much of the grammar as the rules need.
///
/// Regular expression literals are not known to it; the house has none.
struct SourceLexer {
  private(set) var tokens: [Token] = []
  private(set) var comments: [CommentLine] = []
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var previousEnd = -1

  init(_ text: String) {
    bytes = Array(text.utf8)
    readCode(insideInterpolation: false)
  }

  /// Reads to the end of the text, or past the parenthesis that ends an interpolation.
  private mutating func readCode(insideInterpolation: Bool) {
    var openParentheses = 0
    while let byte = peek(0) {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        offset += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        offset += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        readLineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
        readBlockComment()
      case UInt8(ascii: "\""):
        readString(hashCount: 0)
      case UInt8(ascii: "#") where hashCountBeforeQuote() > 0:
        readString(hashCount: hashCountBeforeQuote())
      case let byte where Self.isWord(byte):
        readRun(.word, while: Self.isWord)
      case let byte where Self.isOperator(byte):
        readRun(.symbol, while: Self.isOperator)
      default:
        if byte == UInt8(ascii: "(") { openParentheses += 1 }
        if byte == UInt8(ascii: ")") { openParentheses -= 1 }
        if insideInterpolation && openParentheses < 0 {
          offset += 1
          return
        }
        append(.symbol, from: offset, to: offset + 1)
        offset += 1
      }
    }
  }

  private mutating func readRun(_ kind: Token.Kind, while belongs: (UInt8) -> Bool) {
    let start = offset
    while let byte = peek(0), belongs(byte) { offset += 1 }
    append(kind, from: start, to: offset)
  }

  private mutating func readLineComment() {
    let start = offset
    while let byte = peek(0), byte != UInt8(ascii: "\n") { offset += 1 }
    comments.append(CommentLine(text: text(start, offset), line: line))
  }

  private mutating func readBlockComment() {
    var depth = 0
    comments.append(CommentLine(text: "/*", line: line))
    while let byte = peek(0) {
      if byte == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "*") {
        depth += 1
        offset += 2
      } else if byte == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/") {
        depth -= 1
        offset += 2
        if depth == 0 { return }
      } else {
        if byte == UInt8(ascii: "\n") { line += 1 }
        offset += 1
      }
    }
  }

  /// Reads a string literal of any form, and the code inside its interpolations.
  private mutating func readString(hashCount: Int) {
    let start = offset
    offset += hashCount
    let quoteCount = isAt("\"\"\"", offset) ? 3 : 1
    offset += quoteCount
    tokens.append(
      Token(kind: .string, text: "", line: line, touchesPrevious: start == previousEnd)
    )
    while let byte = peek(0) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        offset += 1
      } else if byte == UInt8(ascii: "\""), isEnd(quoteCount: quoteCount, hashCount: hashCount) {
        offset += quoteCount + hashCount
        break
      } else if byte == UInt8(ascii: "\\"), hasHashes(hashCount, at: offset + 1) {
        offset += 1 + hashCount
        let isInterpolation = peek(0) == UInt8(ascii: "(")
        if peek(0) == UInt8(ascii: "\n") { line += 1 }
        offset += 1
        if isInterpolation { readCode(insideInterpolation: true) }
      } else {
        offset += 1
      }
    }
    previousEnd = offset
  }

  private func isEnd(quoteCount: Int, hashCount: Int) -> Bool {
    (quoteCount == 1 || isAt("\"\"\"", offset)) && hasHashes(hashCount, at: offset + quoteCount)
  }

  private func hashCountBeforeQuote() -> Int {
    var count = 0
    while peek(count) == UInt8(ascii: "#") { count += 1 }
    return peek(count) == UInt8(ascii: "\"") ? count : 0
  }

  private func hasHashes(_ count: Int, at start: Int) -> Bool {
    (0..<count).allSatisfy { peek(start - offset + $0) == UInt8(ascii: "#") }
  }

  private func isAt(_ expected: StaticString, _ start: Int) -> Bool {
    String(describing: expected).utf8.enumerated().allSatisfy { peek(start - offset + $0) == $1 }
  }

  private func peek(_ distance: Int) -> UInt8? {
    let index = offset + distance
    return index < bytes.count ? bytes[index] : nil
  }

  private mutating func append(_ kind: Token.Kind, from start: Int, to end: Int) {
    tokens.append(
      Token(
        kind: kind,
        text: text(start, end),
        line: line,
        touchesPrevious: start == previousEnd
      )
    )
    previousEnd = end
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "`"),
      UInt8(ascii: "$"), 0x80...0xFF:
      true
    default:
      false
    }
  }

  private static func isOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "!"),
      UInt8(ascii: "*"), UInt8(ascii: "%"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "~"),
      UInt8(ascii: "?"), UInt8(ascii: "/"):
      true
    default:
      false
    }
  }
}
