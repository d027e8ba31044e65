import PosternModel
import PosternPolicy
import Testing

@Suite("Patterns of ARNs")
struct ARNPatternTests {
  @Test(
    "split at the first five colons outside of variables (M-11, V-03)",
    arguments: [
      ("arn:aws:s3:::b/*", ["aws", "s3", "", "", "b/*"]),
      ("arn:aws:a:b:c:d:e:f", ["aws", "a", "b", "c", "d:e:f"]),
      (
        "arn:aws:iam::${aws:PrincipalAccount}:role/x",
        ["aws", "iam", "", "${aws:PrincipalAccount}", "role/x"]
      ),
      ("arn:*:s3:::${a:b, 'c:d'}x", ["*", "s3", "", "", "${a:b, 'c:d'}x"]),
      ("arn:aws:s3::::", ["aws", "s3", "", "", ":"]),
    ] as [(String, [String])]
  )
  func splits(text: String, parts: [String]) throws {
    let pattern = try #require(ARNPattern(template(text)))
    #expect(pattern.head + [pattern.resource] == parts.map(template))
  }

  @Test(
    "rejects what has not six parts",
    arguments: [
      "", "*", "arn:aws:s3::b", "arx:aws:s3:::b", "*:aws:s3:::b", "${a:b}:::::", "ARN:::::",
    ]
  )
  func rejects(text: String) {
    #expect(ARNPattern(template(text)) == nil)
  }

  @Test(
    "short ones are filled as the kind of policy says (M-18)",
    arguments: [
      (PolicyKind.inline, "arn:aws:sqs:*:q", "arn:aws:sqs:*:q:*"),
      (.managed, "arn:aws:sqs", "arn:aws:sqs:*:*:*"), (.boundary, "arn:aws", "arn:aws:*:*:*:*"),
      (.session, "arn:aws:sqs:r:1", "arn:aws:sqs:r:1:*"),
      (.resource, "arn:aws:s*s:r", "arn:aws:s*s:r:*:*"), (.resource, "arn:aws:sqs:r", nil),
      (.gateway, "arn:aws:sqs:${*}", nil), (.scp, "arn:aws:sqs:r:*", "arn:aws:sqs:r:*:*"),
      (.scp, "arn:aws:*:r", nil), (.rcp, "arn:aws:sqs:r:*", nil),
      (.rcp, "arn:aws:sqs:r:*:*", "arn:aws:sqs:r:*:*"),
    ] as [(PolicyKind, String, String?)]
  )
  func fills(kind: PolicyKind, text: String, filled: String?) {
    let entry = entry(text, allowsVariables: true, kind: kind)
    let expected = filled.flatMap { ARNPattern(template($0)) }
    let isSilent = [.resource, .gateway].contains(kind)
    #expect(entry == expected.map { .arn($0) } ?? (isSilent ? .nothing : .unresolvable))
  }

  @Test(
    "cannot be evaluated with a variable outside of the sixth part (V-04)",
    arguments: [
      "arn:aws:sqs:${a:b}:1:q", "arn:${a:b}:sqs:r:1:q", "arn:aws:sqs:${a:b}", "${a:b}", "b",
    ]
  )
  func isUnresolvable(text: String) {
    #expect(entry(text, allowsVariables: true, kind: .inline) == .unresolvable)
  }

  @Test("escapes and old documents are plain text in every part (V-01, V-06)")
  func readsPlainText() {
    for (text, allowsVariables) in [
      ("arn:aws:sqs:${*}:1:q", true), ("arn:aws:sqs:${x}:1:q", false),
    ] {
      let entry = entry(text, allowsVariables: allowsVariables, kind: .inline)
      #expect(entry != .unresolvable)
    }
    #expect(entry("*", allowsVariables: true, kind: .rcp) == .any)
  }

  private func entry(
    _ text: String,
    allowsVariables: Bool,
    kind: PolicyKind
  ) -> ARNPattern.Entry {
    ARNPattern.entry(
      text,
      allowsVariables: allowsVariables,
      allowsHeadVariables: false,
      kind: kind
    )
  }

  private func template(_ text: String) -> PatternTemplate {
    PatternTemplate(text, allowsVariables: true, allowsWildcards: true)
  }
}
