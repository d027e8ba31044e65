import PosternModel
import PosternPolicy
import Testing

@Suite("Quotas of documents")
struct PolicyQuotaTests {
  @Test(
    "count characters without white space between values (G-70, U-9)",
    arguments: [
      ("{}", 2), ("{ \"a\" :\t[1,\r\n 2] }", 11), ("{\"a b\": \" \"}", 11), (#"{"a\" b":1}"#, 11),
      (#"{"a\\": "b c"}"#, 13), ("{\"é\": 1}", 7), ("", 0), (" \n", 0),
    ]
  )
  func counts(text: String, count: Int) {
    #expect(PolicyQuota.minifiedCharacterCount(of: Array(text.utf8)) == count)
  }

  @Test("a managed policy may be longer by its white space only (row 10)")
  func checksManaged() throws {
    let policy = padded(to: 6_144)
    _ = try Documents.parse(policy + String(repeating: " \n", count: 100), kind: .managed)
    Refusal(padded(to: 6_145), "Cannot exceed quota for PolicySize: 6144", kind: .managed).check()
    _ = try Documents.parse(padded(to: 6_145), kind: .inline)
  }

  @Test("all characters of a control policy count (row 10)")
  func checksControl() throws {
    _ = try Documents.parse(padded(to: 4_820) + String(repeating: " ", count: 300), kind: .scp)
    Refusal(
      padded(to: 4_821) + String(repeating: " ", count: 300),
      "Cannot exceed quota for PolicySize: 5120",
      kind: .scp
    ).check()
  }

  @Test("bytes count in a resource policy")
  func checksResource() throws {
    let base = Documents.granted(to: "\"*\"")
    let fill = 20_480 - base.utf8.count
    _ = try Documents.parse(base + String(repeating: " ", count: fill), kind: .resource)
    Refusal(
      base + String(repeating: " ", count: fill + 1),
      "Cannot exceed quota for PolicySize: 20480",
      kind: .resource
    ).check()
  }

  @Test("no document is read above the ceiling (G-08)")
  func checksCeiling() throws {
    let base = Documents.action("\"*\"")
    let fill = 131_072 - base.count
    _ = try Documents.parse(base + String(repeating: " ", count: fill))
    let error = #expect(throws: PolicyError.self) {
      try Documents.parse(base + String(repeating: " ", count: fill + 1))
    }
    #expect(error?.code == .limitExceeded)
  }

  /// A policy of this many characters, minified.
  private func padded(to count: Int) -> String {
    func text(_ name: String) -> String {
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:\(name)\","
        + "\"Resource\":\"*\"}}"
    }
    return text(String(repeating: "a", count: count - text("").count))
  }
}
