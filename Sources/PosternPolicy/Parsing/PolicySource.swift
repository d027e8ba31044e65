import PosternModel
import PosternText

/// A scanned policy text: its values, decoded, each with its place.
struct PolicySource {
  /// One member of an object.
  struct Member {
    let name: PolicyString
    let value: Int
  }

  /// The number of the whole value.
  let root = 0
  private let text: [UInt8]
  private let tape: JSONTape
  private let positions: PositionTable

  /// Scans a text by the lexical rules of policies (G-01…G-03, G-08).
  init(_ text: [UInt8], limits: Limits) throws(PolicyError) {
    var rules = JSONRules.policyDocument
    rules.characterCountMax = limits.documentCharacterCountMax
    rules.byteCountMax = limits.documentCharacterCountMax * 4
    rules.depthMax = limits.documentDepthMax
    var tape = JSONTape()
    do throws(JSONSyntaxError) {
      try tape.scan(text.span, rules: rules)
    } catch {
      throw PolicySource.error(error, limits: limits)
    }
    self.text = text
    self.tape = tape
    positions = PositionTable(text)
  }

  private static func error(_ error: JSONSyntaxError, limits: Limits) -> PolicyError {
    switch error.code {
    case .tooLarge, .numberTooLong, .tooManyValues:
      .quota(limits.documentCharacterCountMax, error.message, at: error.position)
    case .unexpectedCharacter, .unexpectedEnd, .trailingText, .invalidNumber, .invalidEscape,
      .loneSurrogate, .invalidUTF8, .forbiddenCharacter, .duplicateMember, .tooDeep:
      .syntax(error.message, help: nil, at: error.position)
    }
  }

  func kind(_ node: Int) -> JSONKind { tape.kind(node) }

  /// The place of a value's first character; of a string, of the opening quote.
  func start(_ node: Int) -> TextPosition {
    positions.position(byteOffset: tape.byteRange(node).lowerBound - quoteByteCount(node))
  }

  /// The place just past a value's last character.
  func end(_ node: Int) -> TextPosition {
    positions.position(byteOffset: tape.byteRange(node).upperBound + quoteByteCount(node))
  }

  /// The decoded text of a string, else nil.
  func string(_ node: Int) -> PolicyString? {
    guard kind(node) == .string else { return nil }
    return PolicyString(text: tape.string(node, of: text.span), position: start(node))
  }

  /// The text of a string, a number or a boolean (G-23), else nil.
  func scalar(_ node: Int) -> PolicyString? {
    switch kind(node) {
    case .string: return string(node)
    case .number, .boolean:
      let bytes = text[tape.byteRange(node)]
      return PolicyString(text: String(decoding: bytes, as: UTF8.self), position: start(node))
    case .null, .array, .object: return nil
    }
  }

  /// The elements of an array; a value of another kind is its only element (G-20).
  func elements(_ node: Int) -> [Int] {
    guard kind(node) == .array else { return [node] }
    var elements: [Int] = []
    var element = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      elements.append(element)
      element = tape.next(element)
    }
    return elements
  }

  /// The members of an object in the order of the text, else nil.
  func members(_ node: Int) -> [Member]? {
    guard kind(node) == .object else { return nil }
    var members: [Member] = []
    var name = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      let text = PolicyString(text: tape.string(name, of: text.span), position: start(name))
      members.append(Member(name: text, value: name + 1))
      name = tape.next(name + 1)
    }
    return members
  }

  /// What a value is, for messages.
  func description(_ node: Int) -> String {
    switch kind(node) {
    case .null: "`null`"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  private func quoteByteCount(_ node: Int) -> Int { kind(node) == .string ? 1 : 0 }
}
