import PosternModel
import PosternText

/// Reading of the questions that services ask all day, in one pass and without a tape: with it a
/// fifth less of the instructions of an answer (`make bench`, one connection with 100 streams).
extension QuestionReader {
  /// The members that a plain question may have, as bits.
  private struct Seen: OptionSet {
    let rawValue: UInt8

    static let principal = Seen(rawValue: 1)
    static let action = Seen(rawValue: 2)
    static let resource = Seen(rawValue: 4)
    static let context = Seen(rawValue: 8)
    static let explain = Seen(rawValue: 16)
    static let required: Seen = [.principal, .action, .resource]
  }

  /// Reads the question that is all of `text`, if it is plain; false when it is for the tape to
  /// judge, in order or not.
  ///
  /// Plain is a question without escapes, tags and lists, in ASCII, in which nothing is wrong.
  /// - Precondition: `text` is the one that `begin` took last.
  mutating func readPlain(_ text: Span<UInt8>, rules: JSONRules) -> Bool {
    guard text.count <= min(rules.byteCountMax, rules.characterCountMax) else { return false }
    request.removeAll()
    var cursor = JSONCursor()
    var seen: Seen = []
    guard cursor.take(UInt8(ascii: "{"), of: text) else { return false }
    repeat {
      guard let name = cursor.takeString(of: text), cursor.take(UInt8(ascii: ":"), of: text),
        let member = readPlainMember(name, at: &cursor, text), seen.insert(member).inserted
      else { return false }
    } while cursor.take(UInt8(ascii: ","), of: text)
    return cursor.take(UInt8(ascii: "}"), of: text) && cursor.isAtEnd(of: text)
      && seen.isSuperset(of: .required)
  }

  private mutating func readPlainMember(
    _ name: Range<Int>,
    at cursor: inout JSONCursor,
    _ text: Span<UInt8>
  ) -> Seen? {
    // The lengths tell nearly all names apart.
    switch name.count {
    case 6 where text.isEqual(name, to: "action"):
      guard let value = takePlainText(at: &cursor, text) else { return nil }
      request.action = value
      return .action
    case 7 where text.isEqual(name, to: "context"):
      return readPlainContext(at: &cursor, text) ? .context : nil
    case 7 where text.isEqual(name, to: "explain"):
      return readPlainLevel(at: &cursor, text) ? .explain : nil
    case 8 where text.isEqual(name, to: "resource"):
      guard let value = takePlainText(at: &cursor, text) else { return nil }
      request.resource = value
      return .resource
    case 9 where text.isEqual(name, to: "principal"):
      guard let value = takePlainText(at: &cursor, text) else { return nil }
      request.principal = value
      return .principal
    default:
      return nil
    }
  }

  @inline(__always)
  private mutating func takePlainText(
    at cursor: inout JSONCursor,
    _ text: Span<UInt8>
  ) -> TextRange? {
    guard let value = cursor.takeString(of: text) else { return nil }
    return plainRange(value)
  }

  private mutating func readPlainLevel(at cursor: inout JSONCursor, _ text: Span<UInt8>) -> Bool {
    guard let value = cursor.takeString(of: text) else { return false }
    if text.isEqual(value, to: "reason") {
      request.explain = .reason
    } else if text.isEqual(value, to: "none") {
      request.explain = .none
    } else if text.isEqual(value, to: "full") {
      request.explain = .full
    } else {
      return false
    }
    return true
  }

  private mutating func readPlainContext(
    at cursor: inout JSONCursor,
    _ text: Span<UInt8>
  ) -> Bool {
    guard cursor.take(UInt8(ascii: "{"), of: text) else { return false }
    if cursor.take(UInt8(ascii: "}"), of: text) { return true }
    var looks = JSONNameLooks()
    repeat {
      guard let name = cursor.takeString(of: text),
        looks.add(name, of: text) || request.isNewKey(name, of: text),
        let key = plainRange(name), cursor.take(UInt8(ascii: ":"), of: text),
        let scalar = cursor.takeScalar(of: text), let value = plainRange(scalar),
        request.contextEntries.count < limits.contextKeyCountMax
      else { return false }
      request.addContextEntry(key: key, value: value)
    } while cursor.take(UInt8(ascii: ","), of: text)
    return cursor.take(UInt8(ascii: "}"), of: text)
  }

  // Mutating for no other reason than that a reading method gets a copy of the reader.
  @inline(__always)
  private mutating func plainRange(_ range: Range<Int>) -> TextRange? {
    guard range.count <= limits.textByteCountMax else { return nil }
    return TextRange(range)
  }
}
