import PosternModel
import PosternPolicy
import PosternText
import Testing

@Suite("Damaged documents")
struct HostileInputTests {
  private static let document = """
    {"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Deny",
      "Principal": {"AWS": ["arn:aws:iam::111122223333:role/R", "*"], "Service": "a.b"},
      "NotAction": ["s3:Get*"], "Resource": "arn:aws:s3:::b/${aws:username, 'é'}",
      "Condition": {"ForAnyValue:NumericLessThanIfExists": {"a:b": [1e3, "2"]},
        "DateLessThan": {"a:c": "2030-01-01T00:00:00Z"}, "IpAddress": {"a:d": "10.0.0.0/8"}}}]}
    """

  @Test("rejects every document that is cut off")
  func rejectsTruncated() {
    let bytes = Array(Self.document.utf8)
    for count in 0..<bytes.count {
      #expect(throws: PolicyError.self) {
        try PolicyParser.parse(Array(bytes[..<count]), kind: .resource, limits: .standard)
      }
    }
  }

  @Test(
    "points into the text, whatever byte of it is changed",
    arguments: [0x22, 0x2A, 0x2C, 0x5D, 0x7D, 0x80] as [UInt8]
  )
  func pointsIntoText(replacement: UInt8) {
    let bytes = Array(Self.document.utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] = replacement
      check(changed)
    }
  }

  @Test("rejects statements without their elements, in every kind", arguments: PolicyKind.allCases)
  func rejectsEmptyObject(kind: PolicyKind) {
    for text in ["", "{}", "{\"Statement\": [{}]}", "{\"Statement\": {\"Effect\": \"Allow\"}}"] {
      #expect(throws: PolicyError.self) { try Documents.parse(text, kind: kind) }
    }
  }

  /// A damaged document may still be a policy, else the error must be of use.
  private func check(_ bytes: [UInt8]) {
    do {
      let document = try PolicyParser.parse(bytes, kind: .resource, limits: .standard)
      #expect(document.statements.allSatisfy { $0.end.byteOffset <= bytes.count })
    } catch {
      #expect(error.position.byteOffset <= bytes.count)
      #expect(
        error.position == TextPosition.of(byteOffset: error.position.byteOffset, in: bytes.span)
      )
      #expect(!error.message.isEmpty && !error.detail.isEmpty)
    }
  }
}
