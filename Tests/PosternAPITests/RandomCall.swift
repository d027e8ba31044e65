import PosternTestKit

/// Questions in the encoding of protocol buffers that no ordinary client would send: fields that
/// come twice or out of order, in forms and with numbers that no question has.
struct RandomCall {
  private static let words = ["", "a", "aws:x", "Straße", "12", "-0.5e3", "emoji 🗝", "k\u{0}"]
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Makes a question.
  mutating func question() -> WireMessage {
    var message = WireMessage()
    for _ in 0..<generator.below(12) {
      switch generator.below(12) {
      case 0...3: message = message.text(1 + generator.below(4), word())
      case 4...6: message = message.message(5, entry(value()))
      case 7, 8: message = message.message(6 + generator.below(2), tag())
      case 9: message = message.number(8, generator.next() >> generator.pick([0, 32, 62]))
      default: message = unknown(message, numbers: [1, 5, 8, 13, 700, 536_870_911])
      }
    }
    return message
  }

  /// Makes a batch, whose defaults may come in pieces.
  mutating func batch() -> WireMessage {
    var message = WireMessage()
    for _ in 0..<generator.below(5) {
      message = message.message(generator.pick([1, 1, 2]), question())
      if generator.chance(20) { message = unknown(message, numbers: [1, 2, 3]) }
    }
    return message
  }

  /// Makes a few bytes of a message other ones, or fewer.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var damaged = bytes
    for _ in 0...generator.below(2) {
      let place = generator.below(damaged.count)
      switch generator.below(4) {
      case 0: damaged[place] ^= 1 << UInt8(generator.below(8))
      case 1: damaged[place] = UInt8(generator.below(256))
      case 2: damaged.insert(UInt8(generator.below(256)), at: place)
      default: damaged.removeLast(generator.below(min(8, damaged.count)))
      }
      if damaged.isEmpty { break }
    }
    return damaged
  }

  private mutating func word() -> String { generator.pick(RandomCall.words) }

  private mutating func tag() -> WireMessage {
    var entry = WireMessage()
    for _ in 0..<generator.below(4) { entry = entry.text(1 + generator.below(2), word()) }
    return entry
  }

  private mutating func entry(_ value: WireMessage) -> WireMessage {
    var entry = WireMessage()
    if generator.chance(90) { entry = entry.text(1, word()) }
    if generator.chance(90) { entry = entry.message(2, value) }
    if generator.chance(20) { entry = entry.message(2, self.value()) }
    if generator.chance(10) { entry = unknown(entry, numbers: [3, 15]) }
    return entry
  }

  private mutating func value(depth: Int = 0) -> WireMessage {
    var message = WireMessage()
    for _ in 0..<generator.pick([0, 1, 1, 1, 2, 3]) {
      switch generator.below(depth < 3 ? 7 : 5) {
      case 0, 1: message = message.text(1, word())
      case 2: message = message.number(2, UInt64(generator.below(3)))
      case 3: message = message.number(3, generator.next())
      case 4: message = message.text(4, word())
      default:
        var list = WireMessage()
        for _ in 0..<generator.below(4) { list = list.message(1, value(depth: depth + 1)) }
        message = message.message(5, list)
      }
    }
    return generator.chance(10) ? unknown(message, numbers: [1, 2, 5, 9]) : message
  }

  /// Appends a field that says nothing: of a form that its number does not have, or of a group.
  private mutating func unknown(_ message: WireMessage, numbers: [Int]) -> WireMessage {
    let number = generator.pick(numbers)
    switch generator.below(4) {
    case 0: return message.raw(number << 3 | 1, [UInt8](repeating: 0xFF, count: 8))
    case 1: return message.raw(number << 3 | 5, [1, 2, 3, 4])
    case 2:
      let inner = WireMessage().text(1, word()).number(9, generator.next())
      return message.raw(number << 3 | 3, inner.bytes).raw(number << 3 | 4, [])
    default: return message.number(number == 8 || number < 4 ? 20 : number, generator.next())
    }
  }
}
