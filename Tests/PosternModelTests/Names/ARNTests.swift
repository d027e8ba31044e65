import PosternModel
import Testing

@Suite("ARNs")
struct ARNTests {
  @Test("have six parts, the last with everything behind the fifth colon (M-11)")
  func parts() throws {
    let arn = try #require(ARN("arn:aws:iam::123456789012:user/a/b:c:"))
    #expect(arn.partition == "aws" && arn.service == "iam" && arn.region == "")
    #expect(arn.account == "123456789012" && arn.resource == "user/a/b:c:")
    #expect(arn.description == "arn:aws:iam::123456789012:user/a/b:c:")
  }

  @Test("may have empty parts")
  func emptyParts() throws {
    let arn = try #require(ARN("arn:::::"))
    #expect(
      [arn.partition, arn.service, arn.region, arn.account, arn.resource]
        == Array(repeating: "", count: 5)
    )
  }

  @Test(
    "rejects other texts",
    arguments: [
      "", "arn", "arn:aws:iam::1", "ARN:aws:iam::1:a", " arn:aws:iam::1:a", "urn:a:b:c:d:e", "*",
    ]
  )
  func rejects(text: String) {
    #expect(ARN(text) == nil)
  }

  @Test("are split at every colon, also one that a combining mark follows")
  func combiningMarks() throws {
    let arn = try #require(ARN("arn:\u{301}aws:iam::123456789012:\u{301}user/a"))
    #expect(Array(arn.partition.utf8) == Array("\u{301}aws".utf8))
    #expect(arn.service == "iam")
    #expect(arn.account == "123456789012")
    #expect(Array(arn.resource.utf8) == Array("\u{301}user/a".utf8))
  }
}
