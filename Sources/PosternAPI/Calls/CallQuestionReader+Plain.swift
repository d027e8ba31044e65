import PosternDecisionPoint
import PosternModel
import PosternText

/// Reading of the questions that services ask all day, in one pass and without a list of what they
/// say: with it a fifth less of the instructions of a call (`make bench`, 8 connections with 10
/// streams).
extension CallQuestionReader {
  /// The fields that a plain question may have, as bits.
  private struct Seen: OptionSet {
    let rawValue: UInt8

    static let principal = Seen(rawValue: 1)
    static let action = Seen(rawValue: 2)
    static let resource = Seen(rawValue: 4)
    static let explain = Seen(rawValue: 8)
    static let required: Seen = [.principal, .action, .resource]
  }

  /// The tags of its fields: the number, and the form in the last three bits.
  private enum Tag {
    static let principal: UInt8 = 1 << 3 | 2
    static let action: UInt8 = 2 << 3 | 2
    static let resource: UInt8 = 3 << 3 | 2
    static let context: UInt8 = 5 << 3 | 2
    static let explain: UInt8 = 8 << 3
    /// In an entry of the context.
    static let key: UInt8 = 1 << 3 | 2
    static let value: UInt8 = 2 << 3 | 2
    /// In a value of the context.
    static let text: UInt8 = 1 << 3 | 2
  }

  /// The answer to an `AuthorizeRequest` that is plain; nil for any other, and where there is
  /// something to refuse: who reads the whole message knows what.
  mutating func plainAnswer(
    to body: Span<UInt8>,
    at range: Range<Int>,
    by authorizer: Authorizer
  ) -> QuestionReader.Answer? {
    guard readPlain(body, at: range), let answer = try? answer(by: authorizer) else { return nil }
    switch answer.decision.cause {
    case .policy, .unknownPrincipal: return answer
    case .fault: return nil
    }
  }

  /// Reads a question if it is plain; false when it is for the list to judge, in order or not.
  ///
  /// Plain is a question in ASCII with every field once, whose context has texts only, each key
  /// once, and in which nothing is wrong.
  mutating func readPlain(_ body: Span<UInt8>, at range: Range<Int>) -> Bool {
    request.begin(with: body)
    request.removeAll()
    let isPlain = body.isNonzeroASCII(range)
    var cursor = WireCursor(range)
    var looks = JSONNameLooks()
    var seen: Seen = []
    while let tag = cursor.takeByte(of: body) {
      if tag == Tag.context {
        guard readPlainEntry(at: &cursor, body, isPlain: isPlain, &looks) else { return false }
        continue
      }
      guard let field = readPlainField(tag, at: &cursor, body, isPlain: isPlain),
        seen.insert(field).inserted
      else { return false }
    }
    return seen.isSuperset(of: .required)
  }

  private mutating func readPlainField(
    _ tag: UInt8,
    at cursor: inout WireCursor,
    _ body: Span<UInt8>,
    isPlain: Bool
  ) -> Seen? {
    if tag == Tag.explain { return readPlainLevel(at: &cursor, body) ? .explain : nil }
    guard let range = cursor.takeBlock(of: body), !range.isEmpty,
      let text = plainText(range, body, isPlain: isPlain)
    else { return nil }
    switch tag {
    case Tag.principal:
      request.principal = text
      return .principal
    case Tag.action:
      request.action = text
      return .action
    case Tag.resource:
      request.resource = text
      return .resource
    default:
      return nil
    }
  }

  private mutating func readPlainLevel(
    at cursor: inout WireCursor,
    _ body: Span<UInt8>
  ) -> Bool {
    switch cursor.takeByte(of: body) {
    case 1: request.explain = .none
    case 2: request.explain = .reason
    case 3: request.explain = .full
    default: return false
    }
    return true
  }

  /// Reads an entry of the context: a key, and a value that is a text and nothing else.
  private mutating func readPlainEntry(
    at cursor: inout WireCursor,
    _ body: Span<UInt8>,
    isPlain: Bool,
    _ looks: inout JSONNameLooks
  ) -> Bool {
    guard let block = cursor.takeBlock(of: body) else { return false }
    var entry = WireCursor(block)
    guard let name = entry.takeBlock(Tag.key, of: body),
      let holder = entry.takeBlock(Tag.value, of: body), entry.isAtEnd
    else { return false }
    var value = WireCursor(holder)
    guard let scalar = value.takeBlock(Tag.text, of: body), value.isAtEnd,
      looks.add(name, of: body) || request.isNewKey(name, of: body),
      let key = plainText(name, body, isPlain: isPlain),
      let text = plainText(scalar, body, isPlain: isPlain),
      request.contextEntries.count < limits.contextKeyCountMax
    else { return false }
    request.addContextEntry(key: key, value: text)
    return true
  }

  // Mutating for no other reason than that a reading method gets a copy of the reader.
  @inline(__always)
  private mutating func plainText(
    _ range: Range<Int>,
    _ body: Span<UInt8>,
    isPlain: Bool
  ) -> TextRange? {
    guard range.count <= limits.textByteCountMax, isPlain || body.isNonzeroASCII(range) else {
      return nil
    }
    return TextRange(range)
  }
}
