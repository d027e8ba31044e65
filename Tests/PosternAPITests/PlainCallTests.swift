import PosternModel
import PosternTestKit
import PosternTransport
import Testing

// Inside access: whether a call was read in one pass is nobody's business outside of the room.
@testable import PosternAPI

/// The one-pass reader of plain calls against the reader that lists what they say: an unknown field
/// in front, which changes nothing in a message's meaning, sends a call to the latter.
@Suite("Plain questions of gRPC")
struct PlainCallTests {
  private static let unknownField = WireMessage().number(13, 1)

  private static func question(_ action: String = "orders:GetOrder") -> WireMessage {
    WireMessage().text(1, Shop.alice).text(2, action).text(3, Shop.order)
  }

  private static func context(_ key: String, _ value: String) -> WireMessage {
    WireMessage().text(1, key).message(2, WireMessage().text(1, value))
  }

  /// Questions in order, from which the others are made.
  private static let originals = [
    question(), question("orders:DeleteOrder").number(8, 3), question().number(8, 1),
    question("orders:TagOrder").message(5, context("orders:Channel", "web"))
      .message(5, context("a:Empty", "")).number(8, 3),
    question("orders:TagOrder").number(8, 2)
      .message(5, context("orders:Channel", String(repeating: "w", count: 300))),
    // Keys that look alike, of which some become the same.
    question("orders:TagOrder").message(5, context("a:Kb", "1")).message(5, context("a:Kcb", "2"))
      .message(5, context("a:Kdb", "3")),
  ]

  /// Questions that are in order and not plain.
  private static let others = [
    question().text(4, "111122223333"), question().entry(6, "stage", "test"),
    question().text(3, Shop.order), question().text(3, Shop.order + "ä"),
    question().message(5, WireMessage().text(1, "a:B").message(2, WireMessage().number(2, 1))),
    question().message(5, context("a:B", "1")).message(5, context("a:B", "2")),
    question().message(5, WireMessage().message(2, WireMessage().text(1, "1")).text(1, "a:B")),
    unknownField,
  ]

  @Test("are read in one pass, and others are not")
  func plainness() {
    var reader = CallQuestionReader(limits: .standard)
    for (messages, isPlain) in [(Self.originals, true), (Self.others, false)] {
      for message in messages {
        let bytes = [UInt8](repeating: 7, count: 5) + message.bytes
        let wasPlain = reader.readPlain(bytes.span, at: 5..<bytes.count)
        #expect(wasPlain == isPlain, "\(message.bytes)")
      }
    }
  }

  @Test("have the same answer by either reader, whatever is wrong with them", arguments: 0..<4)
  func agreement(part: Int) throws {
    let plane = try Gate.plane()
    var counts = (answered: 0, refused: 0, plain: 0)
    var reader = CallQuestionReader(limits: .standard)
    for number in 0..<1_500 {
      var random = RandomCall(seed: UInt64(part * 10_000 + number))
      let original = Self.originals[number % Self.originals.count].bytes
      let bytes = number.isMultiple(of: 7) ? original : random.damaged(original)
      counts.plain += reader.readPlain(bytes.span, at: 0..<bytes.count) ? 1 : 0
      let answer = Gate.call(plane, Self.path, bytes)
      let listed = Gate.call(plane, Self.path, Self.unknownField.bytes + bytes)
      #expect(answer.callStatus == listed.callStatus, "\(bytes)")
      #expect(Self.withoutID(answer) == Self.withoutID(listed), "\(bytes)")
      if answer.callStatus?.code == .ok { counts.answered += 1 } else { counts.refused += 1 }
    }
    #expect(counts.answered > 300 && counts.refused > 300 && counts.plain > 300)
  }

  private static let path = "/postern.v1.Authorizer/Authorize"

  /// The body without the id of the decision, which no two decisions share.
  private static func withoutID(_ response: Response) -> [UInt8] {
    let bytes = response.body
    guard let start = bytes.firstRange(of: [3 << 3 | 2, 26])?.upperBound else { return bytes }
    return Array(bytes[..<start] + bytes[(start + 26)...])
  }
}
