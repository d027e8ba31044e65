import PosternModel
import PosternTestKit
import PosternTransport
import SwiftProtobuf
import Testing

// Inside access: what the bytes of a call are read as is nobody's business outside of the room, and
// it is compared here with what the library for such messages reads.
@testable import PosternAPI

@Suite("Messages of Envoy, read and written by hand")
struct CheckMessageTests {
  private static func byHand(_ bytes: [UInt8]) -> ProxiedRequest? {
    var reader = CheckRequestReader(fieldNames: RandomCheck.fieldNames)
    return try? reader.read(bytes, at: 0..<bytes.count)
  }

  /// Reads a message by the library; nil when it is refused.
  private static func byLibrary(_ bytes: [UInt8]) -> ProxiedRequest? {
    guard
      let check = try? CallMessage.parse(Envoy_Service_Auth_V3_CheckRequest.self, bytes)
    else { return nil }
    let attributes = check.attributes
    let http = attributes.request.http
    let isKept = { RandomCheck.fieldNames.contains($0) }
    var request = ProxiedRequest(
      method: http.method,
      target: http.path,
      scheme: http.scheme,
      sourceAddress: attributes.source.address.socketAddress.address,
      sourceIdentity: attributes.source.principal,
      extensions: attributes.contextExtensions,
      headers: http.headers.filter { isKept($0.key) }
    )
    for field in http.headerMap.headers where isKept(field.key) {
      let raw = String(validating: field.rawValue, as: UTF8.self)
      request.addListed(field.key, field.value.isEmpty ? raw : field.value)
    }
    request.believeForwardedScheme()
    return request
  }

  @Test("are read as the library reads them", arguments: 0..<8)
  func agreement(part: Int) {
    var filled = 0
    for number in 0..<600 {
      let seed = UInt64(part * 1_000 + number)
      var random = RandomCheck(seed: seed)
      let bytes = random.check().bytes
      let request = Self.byHand(bytes)
      #expect(request == Self.byLibrary(bytes), "seed \(seed)")
      filled += request.map { $0.headers.isEmpty ? 0 : 1 } ?? 0
    }
    // Were all of them empty, little would have been compared.
    #expect(filled > 150)
  }

  @Test("are refused when the library refuses them, and else read the same", arguments: 0..<8)
  func damage(part: Int) {
    var counts = (refused: 0, read: 0, odd: 0)
    for number in 0..<1_500 {
      let seed = UInt64(part * 10_000 + number)
      var random = RandomCheck(seed: seed)
      var damaging = RandomCall(seed: seed)
      let bytes = damaging.damaged(random.check().bytes)
      let request = Self.byHand(bytes)
      let witness = Self.byLibrary(bytes)
      // Of an entry of a map with a key or a value in another form than text the library does not
      // pass over what it holds, and reads on in the middle of it.
      guard (request == nil) == (witness == nil) else {
        counts.odd += 1
        continue
      }
      #expect(request == witness, "seed \(seed): \(bytes)")
      if request == nil { counts.refused += 1 } else { counts.read += 1 }
    }
    #expect(counts.refused > 100 && counts.read > 100 && counts.odd < 15)
  }

  /// A message with a block at the end of this path of field numbers.
  private static func message(_ path: [Int], _ block: [UInt8]) -> [UInt8] {
    path.reversed().reduce(block) { WireMessage().block($1, $0).bytes }
  }

  @Test(
    "of which a text is not UTF-8 are refused, whether or not anybody reads it",
    arguments: [
      [4, 2, 1], [4, 2, 2], [4, 2, 4], [4, 2, 5], [4, 2, 6], [4, 2, 7], [4, 2, 8], [4, 2, 10],
      [4, 2, 11], [4, 2, 3, 1], [4, 2, 3, 2], [4, 2, 13, 1, 1], [4, 2, 13, 1, 2], [1, 2], [1, 4],
      [1, 5], [1, 3, 1], [1, 3, 2], [1, 1, 1, 2], [1, 1, 1, 4], [1, 1, 2, 1], [2, 2], [2, 4],
      [2, 1, 1, 2], [10, 1], [10, 2], [12, 1],
    ]
  )
  func badText(path: [Int]) {
    let bad = Self.message([1] + path, [0x61, 0xFF])
    #expect(Self.byHand(bad) == nil && Self.byLibrary(bad) == nil)
    let good = Self.message([1] + path, Array("ä".utf8))
    #expect(Self.byHand(good) != nil && Self.byHand(good) == Self.byLibrary(good))
  }

  @Test(
    "of which a part is no message are refused, whether or not anybody reads it",
    arguments: [
      [], [1], [2], [4], [10], [12], [1, 1], [1, 3], [2, 1], [1, 1, 1], [1, 1, 2], [4, 1], [4, 2],
      [4, 2, 3], [4, 2, 13], [4, 2, 13, 1],
    ]
  )
  func badPart(path: [Int]) {
    let bad = Self.message([1] + path, [0x0A, 0x05, 0x61])
    #expect(Self.byHand(bad) == nil && Self.byLibrary(bad) == nil)
  }

  /// An answer, and what the library is to read in it.
  struct Written: CustomTestStringConvertible {
    let testDescription: String
    let answer: ProxyAnswer
    /// What it sets, removes and says besides, a line each.
    let lines: [String]
  }

  private static func denial(_ challenge: String?) -> ProxyDenial {
    ProxyDenial(
      message: "no",
      decisionID: "01ID",
      revision: 17,
      principal: "anonymous",
      challenge: challenge
    )
  }

  private static let answers = [
    Written(
      testDescription: "an allow",
      answer: .allow(
        ProxyGrant(principal: "alice", decisionID: "01ID", revision: 0, removesAuthorization: true)
      ),
      lines: [
        "status 0", "ok", "x-postern-principal: alice", "x-postern-decision-id: 01ID",
        "remove authorization", "decision = allow", "decision_id = 01ID", "policy_revision = 0.0",
        "principal = alice",
      ]
    ),
    Written(
      testDescription: "a denial",
      answer: .deny(denial(nil)),
      lines: [
        "status 7", "denied 403", "content-type: application/json", "x-postern-decision-id: 01ID",
        #"body {"__type":"AccessDenied","message":"no"}"#, "decision = deny", "decision_id = 01ID",
        "policy_revision = 17.0", "principal = anonymous",
      ]
    ),
    Written(
      testDescription: "a challenge",
      answer: .deny(denial("Bearer")),
      lines: [
        "status 7", "denied 401", "content-type: application/json", "x-postern-decision-id: 01ID",
        "www-authenticate: Bearer", #"body {"__type":"AccessDenied","message":"no"}"#,
        "decision = deny", "decision_id = 01ID", "policy_revision = 17.0", "principal = anonymous",
      ]
    ),
    Written(
      testDescription: "a refusal",
      answer: .deny(ProxyDenial(refused: String(repeating: "long ", count: 60))),
      lines: [
        "status 7", "denied 400", "content-type: application/json",
        #"body {"__type":"ValidationException","message":""#
          + String(repeating: "long ", count: 60) + #""}"#,
        "decision = deny",
      ]
    ),
  ]

  @Test("are written so that the library reads what was meant", arguments: answers)
  func writing(_ written: Written) throws {
    var bytes: [UInt8] = []
    written.answer.writeCheckResponse(into: &bytes)
    let message = try Envoy_Service_Auth_V3_CheckResponse(serializedBytes: bytes)
    #expect(Self.lines(of: message) == written.lines)
    #expect(message.unknownFields.data.isEmpty)
    // As long as the library's own, so that nothing is written twice.
    let own: [UInt8] = try message.serializedBytes()
    #expect(own.count == bytes.count)
  }

  private static func lines(of message: Envoy_Service_Auth_V3_CheckResponse) -> [String] {
    var lines = ["status \(message.status.code)"]
    func add(_ fields: [Envoy_Config_Core_V3_HeaderValueOption]) {
      for field in fields {
        let isSet = field.appendAction == .overwriteIfExistsOrAdd
        lines.append("\(field.header.key)\(isSet ? ":" : "?") \(field.header.value)")
      }
    }
    switch message.httpResponse {
    case .okResponse(let answer):
      lines.append("ok")
      add(answer.headers)
      lines += answer.headersToRemove.map { "remove \($0)" }
    case .deniedResponse(let answer):
      lines.append("denied \(answer.status.code.rawValue)")
      add(answer.headers)
      lines.append("body \(answer.body)")
    case nil:
      lines.append("neither")
    }
    for (name, value) in message.dynamicMetadata.fields.sorted(by: { $0.key < $1.key }) {
      switch value.kind {
      case .stringValue(let text): lines.append("\(name) = \(text)")
      case .numberValue(let number): lines.append("\(name) = \(number)")
      default: lines.append("\(name)?")
      }
    }
    return lines
  }
}
