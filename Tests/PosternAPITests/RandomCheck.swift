import PosternTestKit

/// Questions of Envoy in the encoding of protocol buffers: with fields that come twice, out of
/// order, in other forms, and with numbers that no question has.
struct RandomCheck {
  /// The header fields that are kept.
  static let fieldNames = ["user-agent", "x-forwarded-proto", "x-tenant"]
  private static let words = ["", "a", "https", "http", "/orders/42?x", "Straße", "🗝", "k\u{0}"]
  private static let names = fieldNames + ["x-tenan", "cookie", ":path", ""]
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Makes a question.
  mutating func check() -> WireMessage {
    var message = WireMessage()
    for _ in 0..<generator.pick([1, 1, 1, 2]) { message = message.message(1, attributes()) }
    return generator.chance(10) ? unknown(message) : message
  }

  private mutating func attributes() -> WireMessage {
    var message = WireMessage()
    for _ in 0..<(1 + generator.below(6)) {
      switch generator.below(8) {
      case 0: message = message.message(1, peer())
      case 1: message = message.message(2, peer())
      case 2...4: message = message.message(4, request())
      case 5: message = message.message(10, entry(RandomCheck.words))
      case 6: message = message.message(12, WireMessage().text(1, word()))
      default: message = unknown(message)
      }
    }
    return message
  }

  private mutating func peer() -> WireMessage {
    var message = WireMessage()
    for _ in 0..<generator.below(5) {
      switch generator.below(5) {
      case 0, 1: message = message.message(1, address())
      case 2: message = message.text(generator.pick([2, 4, 4, 5]), word())
      case 3: message = message.message(3, entry(RandomCheck.words))
      default: message = unknown(message)
      }
    }
    return message
  }

  private mutating func address() -> WireMessage {
    var message = WireMessage()
    for _ in 0..<generator.pick([1, 1, 2, 3]) {
      if generator.chance(80) {
        var socket = WireMessage()
        if generator.chance(80) { socket = socket.text(2, word()) }
        socket = generator.chance(50) ? socket.number(3, 443) : socket.text(4, word())
        message = message.message(1, socket)
      } else {
        message = message.message(2, WireMessage().text(1, word()))
      }
    }
    return message
  }

  private mutating func request() -> WireMessage {
    var message = WireMessage()
    if generator.chance(50) { message = message.message(1, WireMessage().number(1, 1_700_000_000)) }
    for _ in 0..<generator.pick([1, 1, 2]) { message = message.message(2, http()) }
    return message
  }

  private mutating func http() -> WireMessage {
    var message = WireMessage()
    for _ in 0..<generator.below(14) {
      switch generator.below(8) {
      case 0...2: message = message.text(generator.pick([1, 2, 4, 5, 6, 7, 8, 10, 11]), word())
      case 3...4: message = message.message(3, entry(RandomCheck.names))
      case 5: message = message.number(9, generator.next() >> 40)
      case 6: message = message.message(13, list())
      default: message = generator.chance(50) ? message.block(12, [0xFF, 0]) : unknown(message)
      }
    }
    return message
  }

  /// Makes a list of header fields, some of whose values are raw, and some of these not UTF-8.
  private mutating func list() -> WireMessage {
    var message = WireMessage()
    for _ in 0..<generator.below(4) {
      var field = WireMessage().text(1, generator.pick(RandomCheck.names))
      if generator.chance(40) { field = field.text(2, word()) }
      if generator.chance(60) {
        field = field.block(3, generator.chance(80) ? Array(word().utf8) : [0x61, 0xFF])
      }
      message = message.message(1, field)
    }
    return message
  }

  private mutating func entry(_ keys: [String]) -> WireMessage {
    var entry = WireMessage()
    if generator.chance(95) { entry = entry.text(1, generator.pick(keys)) }
    if generator.chance(90) { entry = entry.text(2, word()) }
    if generator.chance(10) { entry = entry.text(2, word()) }
    return entry
  }

  private mutating func unknown(_ message: WireMessage) -> WireMessage {
    switch generator.below(4) {
    case 0: message.number(generator.pick([1, 4, 13, 700]), generator.next())
    case 1: message.block(generator.pick([15, 900]), [0xFF, 0x00])
    case 2: message.raw(15 << 3 | 1, [UInt8](repeating: 0xFF, count: 8))
    default: message.raw(14 << 3 | 3, [14 << 3 | 4])
    }
  }

  private mutating func word() -> String { generator.pick(RandomCheck.words) }
}
