import PosternTransport
import Testing

@Suite("Messages of calls")
struct CallFramingTests {
  private static func findings(
    _ body: [UInt8],
    byteCountMax: Int = 100,
    encoding: String? = nil
  ) -> [CallFraming.Finding] {
    var framing = CallFraming(byteCountMax: byteCountMax, encoding: encoding)
    var findings: [CallFraming.Finding] = []
    while true {
      let finding = framing.next(in: body.span)
      findings.append(finding)
      if case .message = finding { continue }
      return findings
    }
  }

  private static func code(_ finding: CallFraming.Finding?) -> CallCode? {
    if case .failure(let status)? = finding { status.code } else { nil }
  }

  @Test("are found one behind the other, empty ones too")
  func messages() {
    #expect(Self.findings([]) == [.end])
    #expect(
      Self.findings([0, 0, 0, 0, 2, 8, 1, 0, 0, 0, 0, 0]) == [
        .message(5..<7), .message(12..<12), .end,
      ]
    )
  }

  @Test("are not found before they are complete, wherever they are cut")
  func cut() {
    let body: [UInt8] = [0, 0, 0, 0, 3, 1, 2, 3]
    for count in 1..<body.count {
      #expect(Self.findings(Array(body.prefix(count))) == [.incomplete])
    }
  }

  @Test("are found in a body that grows byte by byte")
  func grows() {
    let body: [UInt8] = [0, 0, 0, 0, 1, 9, 0, 0, 0, 0, 2, 7, 7]
    var framing = CallFraming(byteCountMax: 10, encoding: nil)
    var found: [Range<Int>] = []
    for count in 0...body.count {
      if case .message(let range) = framing.next(in: Array(body.prefix(count)).span) {
        found.append(range)
      }
    }
    #expect(found == [5..<6, 11..<13])
  }

  @Test("above the limit are refused by their length alone")
  func long() {
    #expect(Self.code(Self.findings([0, 0, 0, 0, 101]).first) == .resourceExhausted)
    #expect(Self.code(Self.findings([0, 255, 255, 255, 255]).first) == .resourceExhausted)
    #expect(Self.findings([0, 0, 0, 0, 100]) == [.incomplete])
  }

  @Test("that are compressed are refused, and what follows is not looked at")
  func compressed() {
    #expect(Self.code(Self.findings([1]).first) == .internal)
    #expect(Self.code(Self.findings([1], encoding: "identity").first) == .internal)
    #expect(Self.code(Self.findings([1], encoding: "gzip").first) == .unimplemented)
    #expect(Self.code(Self.findings([2], encoding: "gzip").first) == .internal)
    var framing = CallFraming(byteCountMax: 10, encoding: nil)
    _ = framing.next(in: [UInt8]([3]).span)
    #expect(Self.code(framing.next(in: [UInt8]([0, 0, 0, 0, 0]).span)) == .internal)
  }

  @Test("get their flag and length in front of them")
  func closes() {
    var bytes: [UInt8] = [9, 0, 0, 0, 0, 0] + [UInt8](repeating: 7, count: 300)
    CallFraming.close(&bytes, from: 1)
    #expect(bytes.prefix(6) == [9, 0, 0, 0, 1, 44])
  }
}
