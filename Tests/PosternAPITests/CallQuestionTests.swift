import PosternModel
import PosternTestKit
import PosternTransport
import SwiftProtobuf
import Testing

// Inside access: see `CallReading`.
@testable import PosternAPI

@Suite("Questions of gRPC, read by hand")
struct CallQuestionTests {
  @Test("are read as the library for such messages reads them", arguments: 0..<8)
  func agreement(part: Int) {
    var readable = 0
    for number in 0..<400 {
      let seed = UInt64(part * 1_000 + number)
      var random = RandomCall(seed: seed)
      let bytes = random.question().bytes
      let reading = CallReading.byHand(bytes)
      #expect(reading == CallReading.byLibrary(bytes), "seed \(seed)")
      readable += reading == nil ? 0 : 1
    }
    // Were all of them refused, nothing would have been compared.
    #expect(readable > 350)
  }

  @Test("are refused when the library refuses them, and else read the same", arguments: 0..<8)
  func damage(part: Int) {
    var counts = (refused: 0, read: 0)
    for number in 0..<1_500 {
      let seed = UInt64(part * 10_000 + number)
      var random = RandomCall(seed: seed)
      let bytes = random.damaged(random.question().bytes)
      guard !Self.hasOddEntry(bytes) else { continue }
      let reading = CallReading.byHand(bytes)
      #expect(reading == CallReading.byLibrary(bytes), "seed \(seed): \(bytes)")
      if reading == nil { counts.refused += 1 } else { counts.read += 1 }
    }
    #expect(counts.refused > 100 && counts.read > 100)
  }

  @Test("are read in a batch as the library reads them", arguments: 0..<4)
  func batches(part: Int) {
    for number in 0..<400 {
      let seed = UInt64(part * 1_000 + number)
      var random = RandomCall(seed: seed)
      let bytes = random.batch().bytes
      #expect(
        CallReading.batchByHand(bytes) == CallReading.batchByLibrary(bytes),
        "seed \(seed)"
      )
    }
  }

  /// Bytes that are no message.
  struct BadBytes: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
      testDescription = name
      self.bytes = bytes
    }
  }

  @Test("are refused when their bytes are no message", arguments: badBytes)
  func refusals(bad: BadBytes) {
    #expect(CallReading.byHand(bad.bytes) == nil)
    #expect(CallReading.byLibrary(bad.bytes) == nil)
  }

  private static let badBytes = [
    BadBytes("a field with the number 0", [0x02, 0x00]),
    BadBytes("a text that is cut off", [0x0A, 0x05, 0x61]),
    BadBytes("a length that is cut off", [0x0A]),
    BadBytes("a length of 2^63", [0x0A, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]),
    BadBytes("a number of eleven bytes", [0x40] + [UInt8](repeating: 0x80, count: 10) + [0x01]),
    BadBytes("a tag of six bytes", [0x8A, 0x80, 0x80, 0x80, 0x80, 0x00, 0x01, 0x61]),
    BadBytes("the form 6", [0x0E, 0x00]),
    BadBytes("the form 7", [0x0F, 0x00]),
    BadBytes("the end of no group", [0x6C]),
    BadBytes("a group without an end", [0x6B, 0x08, 0x01]),
    BadBytes("a group with another's end", [0x6B, 0x74]),
    BadBytes("a fixed number that is cut off", [0x69, 0x00]),
    BadBytes("a text that is not UTF-8", [0x0A, 0x01, 0xFF]),
    BadBytes("half of a surrogate pair", [0x0A, 0x03, 0xED, 0xA0, 0x80]),
    BadBytes("an overlong character", [0x0A, 0x02, 0xC0, 0x80]),
    BadBytes("a key that is not UTF-8", [0x32, 0x03, 0x0A, 0x01, 0x80]),
    BadBytes("a digit that is not UTF-8", [0x2A, 0x05, 0x12, 0x03, 0x22, 0x01, 0xFF]),
    BadBytes("a character cut in two by the end of a text", [0x0A, 0x01, 0xC3, 0x12, 0x01, 0xA4]),
  ]

  @Test("nest as deep as the library lets them, and not deeper", arguments: 1...40)
  func depth(_ depth: Int) {
    var value = WireMessage().text(1, "x")
    for level in 0..<depth { value = WireMessage().message(level.isMultiple(of: 2) ? 1 : 5, value) }
    if !depth.isMultiple(of: 2) { value = WireMessage().message(5, value) }
    let bytes = WireMessage().message(5, WireMessage().message(2, value)).bytes
    #expect((CallReading.byHand(bytes) == nil) == (CallReading.byLibrary(bytes) == nil))
    var group: [UInt8] = []
    for _ in 0..<depth { group = [0x6B] + group + [0x6C] }
    #expect((CallReading.byHand(group) == nil) == (CallReading.byLibrary(group) == nil))
    #expect((CallReading.byHand(group) == nil) == (depth > 31))
  }

  @Test("passes over a key of another form, which the library takes for the next field")
  func oddEntry() {
    // The entry has the number 2 as its key, then a text as its key, then a value.
    let entry = WireMessage().number(1, 2).text(1, "team").text(2, "red")
    let reading = CallReading.byHand(WireMessage().message(6, entry).bytes)
    #expect(reading?.maps[1] == ["team": "text red"])
  }

  @Test("keep no more entries than a question may have, and say which one is too many")
  func surplus() throws {
    let plane = try Gate.plane()
    var message = WireMessage().text(1, Shop.alice).text(2, "orders:GetOrder").text(3, Shop.order)
    for number in 0..<256 {
      message = message.message(5, WireMessage().text(1, "a:\(number)").message(2, Self.text("x")))
    }
    // One that comes again is none more.
    message = message.message(5, WireMessage().text(1, "a:0").message(2, Self.text("y")))
    #expect(Gate.call(plane, Self.path, message.bytes).callStatus?.code == .ok)
    let more = message.message(5, WireMessage().text(1, "a:256").message(2, Self.text("x")))
    let status = Gate.call(plane, Self.path, more.bytes).callStatus
    #expect(status?.code == .invalidArgument)
    #expect(
      status?.message
        == "limitExceeded at `/context/a:256`: a request has at most 256 condition keys"
    )
  }

  @Test("with lists that are too long are refused, by the key")
  func longList() throws {
    let plane = try Gate.plane()
    let question = WireMessage().text(1, Shop.alice).text(2, "orders:GetOrder").text(3, Shop.order)
    for (count, code) in [(1_000, CallCode.ok), (1_001, .invalidArgument)] {
      var list = WireMessage()
      for _ in 0..<count { list = list.message(1, Self.text("v")) }
      let entry = WireMessage().text(1, "a:b").message(2, WireMessage().message(5, list))
      let response = Gate.call(plane, Self.path, question.message(5, entry).bytes)
      #expect(response.callStatus?.code == code, "\(count)")
    }
  }

  @Test("get answers that the library would write the same", arguments: [0, 1, 2, 3])
  func answers(explain: Int) throws {
    let plane = try Gate.plane()
    let actions = ["orders:GetOrder", "orders:DeleteOrder", "orders:Nothing"]
    let principals = [Shop.alice, "arn:aws:iam::111122223333:user/nobody"]
    var batch = WireMessage()
    for principal in principals {
      for action in actions {
        let question = WireMessage().text(1, principal).text(2, action).text(3, Shop.order)
          .number(8, UInt64(explain))
        batch = batch.message(1, question)
        let response = Gate.call(plane, Self.path, question.bytes)
        let bytes = Array(response.body.dropFirst(CallFraming.prefixByteCount))
        let answer = try Postern_V1_AuthorizeResponse(serializedBytes: bytes)
        let isAllowed = action == actions[0] && principal == Shop.alice
        #expect(answer.decision == (isAllowed ? .allow : .deny))
        #expect(answer.id.utf8.count == 26 && answer.revision > 0)
        #expect(answer.hasReason == (explain != 1))
        #expect(answer.trace.isEmpty == (explain != 3 || principal != Shop.alice))
        #expect(try answer.serializedBytes() == bytes)
      }
    }
    batch = batch.message(1, WireMessage().text(1, Shop.alice))
    let response = Gate.call(plane, "/postern.v1.Authorizer/BatchAuthorize", batch.bytes)
    let bytes = Array(response.body.dropFirst(CallFraming.prefixByteCount))
    let answers = try Postern_V1_BatchAuthorizeResponse(serializedBytes: bytes)
    #expect(answers.results.count == 7 && answers.results[6].error.pointer == "/requests/6/action")
    #expect(answers.results[0].response.decision == .allow)
    #expect(try answers.serializedBytes() == bytes)
  }

  @Test("that are part of a batch with bytes that are no message refuse all of it")
  func badBatch() throws {
    let plane = try Gate.plane()
    let good = WireMessage().text(1, Shop.alice).text(2, "orders:GetOrder").text(3, Shop.order)
    let batch = WireMessage().message(1, good).block(1, [0x0A, 0x01, 0xFF])
    let response = Gate.call(plane, "/postern.v1.Authorizer/BatchAuthorize", batch.bytes)
    #expect(response.callStatus == CallStatus(.internal, "the message cannot be decoded"))
    #expect(response.body.isEmpty)
  }

  @Test("are refused for the character NUL in any of their texts, as in JSON")
  func zeros() throws {
    let plane = try Gate.plane()
    let path = "/postern.v1.Authorizer/BatchAuthorize"
    let good = WireMessage().text(1, Shop.alice).text(2, "orders:GetOrder").text(3, Shop.order)
    // A zero that is no character: the number of a level of explanations.
    let zero = good.number(8, 0)
    #expect(Gate.call(plane, Self.path, zero.bytes).callStatus?.code == .ok)
    let bad = [
      good.text(3, Shop.order + "\0x"), zero.text(1, "\0"), good.text(3, "käse\0"),
      good.message(5, WireMessage().text(1, "a\0").message(2, Self.text("x"))),
      good.message(5, WireMessage().text(1, "a").message(2, Self.text("long enough\0"))),
      good.entry(6, "team", "\0red"),
    ]
    for question in bad {
      let status = Gate.call(plane, Self.path, question.bytes).callStatus
      #expect(status?.code == .invalidArgument, "\(question.bytes)")
      #expect(status?.message.hasPrefix("invalidValue: ") == true)
      let batch = WireMessage().message(1, good).message(1, question)
      #expect(Gate.call(plane, path, batch.bytes).callStatus?.code == .invalidArgument)
      let defaults = WireMessage().message(1, good).message(2, question)
      #expect(Gate.call(plane, path, defaults.bytes).callStatus?.code == .invalidArgument)
    }
    #expect(Gate.call(plane, Self.path, good.bytes).callStatus?.code == .ok)
  }

  private static let path = "/postern.v1.Authorizer/Authorize"

  private static func text(_ text: String) -> WireMessage { WireMessage().text(1, text) }

  /// Whether an entry of a map has, or may have, a key or a value of another form than text: the
  /// library does not pass over what such a field holds.
  private static func hasOddEntry(_ bytes: [UInt8]) -> Bool {
    var isInEntry = false
    do throws(WireFault) {
      var fields = try WireFields(0..<bytes.count, depth: 1)
      while try fields.next(in: bytes.span) {
        guard (5...7).contains(fields.number), fields.form == .block else { continue }
        isInEntry = true
        var parts = try WireFields(fields.block, depth: 1)
        while try parts.next(in: bytes.span) {
          if (1...2).contains(parts.number), parts.form != .block { return true }
        }
        isInEntry = false
      }
    } catch {
      // What cannot be read may be such a field.
      return isInEntry
    }
    return false
  }
}
