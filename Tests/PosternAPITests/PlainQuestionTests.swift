import PosternAPI
import PosternTestKit
import Testing

/// The one-pass reader of plain questions against the reader that goes by a tape: an escape in a
/// member's name, which changes nothing in its meaning, sends a question to the latter.
@Suite("Plain questions")
struct PlainQuestionTests {
  private static let plainName = #""principal""#
  private static let escapedName = #""\u0070rincipal""#

  /// Questions in order, from which the others are made.
  private static let originals = [
    Shop.question(action: "orders:GetOrder"),
    Shop.question(action: "orders:DeleteOrder", extra: #","explain":"full""#),
    Shop.question(
      action: "orders:TagOrder",
      extra:
        #","context":{"orders:Channel":"web","a:N":-12,"a:B":true,"a:Z":0.50},"explain":"full""#
    ),
    Shop.question(
      action: "orders:TagOrder",
      extra: #"""
        ,"context" : {"orders:Channel":["web"],"aws:SecureTransport":"false"},
        "resourceTags":{"stage":"test"},"requestTags":{"team":"red"}, "explain":"reason"
        """#
    ),
    Shop.question(action: "orders:GetOrder", extra: #","context":{},"explain":"none""#),
    // Keys that look alike, of which some become the same.
    Shop.question(
      action: "orders:TagOrder",
      extra: #","context":{"a:Kb":"1","a:Kb":"2","a:Kcb":"3","a:Kdb":"4"},"explain":"full""#
    ),
    Shop.question(
      action: "orders:TagOrder",
      extra: #","context":{"a:KcKb":"1","a:KKcb":"2","a:KdKb":"3","a:Kddb":"4"}"#
    ),
  ]

  /// Bytes that mean something in JSON, and some that must not stand in it.
  private static let pieces =
    ["{", "}", "[", "]", ",", ":", "\"", "\\", "0", "1", "-", ".", "e", " ", "\n", "\u{1}"]
    + [
      "é", "true", "false", "null", "\"k\":\"v\"", "\"explain\":\"none\"", "\"action\":\"a:B\"",
      "{}",
    ]

  @Test("A question has the same answer by either reader, whatever is wrong with it")
  func agrees() throws {
    let plane = try Shop.plane()
    var random = SeededGenerator(seed: 11)
    var (allowedOrDenied, refused) = (0, 0)
    for _ in 0..<6_000 {
      let plain = PlainQuestionTests.question(using: &random)
      let taped = plain.replacing(
        PlainQuestionTests.plainName,
        with: PlainQuestionTests.escapedName,
        maxReplacements: 1
      )
      guard taped != plain else { continue }
      let byPlain = Exchange.authorize(plane, plain)
      let byTape = Exchange.authorize(plane, taped)
      #expect(byPlain.status == byTape.status, "\(plain)")
      guard byPlain.status == 200 else {
        refused += 1
        continue
      }
      allowedOrDenied += 1
      #expect(byPlain.bodyWithoutIDs == byTape.bodyWithoutIDs, "\(plain)")
    }
    #expect(allowedOrDenied > 500 && refused > 500, "both kinds must occur")
  }

  /// One of the originals, most often with a piece put in, taken out or doubled.
  private static func question(using random: inout SeededGenerator) -> String {
    var bytes = Array(random.pick(originals).utf8)
    for _ in 0..<random.below(3) {
      let start = random.below(bytes.count)
      let end = min(bytes.count, start + random.below(8))
      switch random.below(3) {
      case 0: bytes.insert(contentsOf: random.pick(pieces).utf8, at: start)
      case 1: bytes.removeSubrange(start..<end)
      default: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
