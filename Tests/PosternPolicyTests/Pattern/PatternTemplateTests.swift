import PosternModel
import PosternPolicy
import Testing

@Suite("Patterns")
struct PatternTemplateTests {
  private typealias Segment = PatternTemplate.Segment

  private static func literal(_ text: String) -> Segment { .literal(Array(text.utf8)) }

  private static func variable(_ key: String, _ fallback: String? = nil) -> Segment {
    .variable(key: key, fallback: fallback.map { Array($0.utf8) })
  }

  @Test(
    "are taken apart into literals, wildcards and variables (V-05, V-06)",
    arguments: [
      ("", []), ("abc", [literal("abc")]), ("*", [.anyRun]),
      ("a**?b", [literal("a"), .anyRun, .anyOne, literal("b")]),
      ("${aws:username}", [variable("aws:username")]),
      ("x/${a:b}/y", [literal("x/"), variable("a:b"), literal("/y")]),
      ("${aws:PrincipalTag/cost center}", [variable("aws:PrincipalTag/cost center")]),
      ("${a:b, 'c d'}", [variable("a:b", "c d")]), ("${a:b,  ''}", [variable("a:b", "")]),
      ("${a:b, '*}{'}", [variable("a:b", "*}{")]), ("${*}${?}${$}", [literal("*?$")]),
      ("a${*}b*", [literal("a*b"), .anyRun]), ("${a}${b}", [variable("a"), variable("b")]),
      ("é*", [literal("é"), .anyRun]),
    ] as [(String, [PatternTemplate.Segment])]
  )
  func takesApart(text: String, segments: [PatternTemplate.Segment]) {
    let template = PatternTemplate(text, allowsVariables: true, allowsWildcards: true)
    #expect(template.segments == segments)
  }

  @Test(
    "keep malformed variables as plain text (V-09, G-40)",
    arguments: [
      "${", "$", "${}", "$x", "{aws:username}", "${ aws:username }", "${aws:username ", "$ {a:b}",
      "${a:b,'x'}", "${a:b, x}", "${a:b, 'x' }", "${a:b, 'x}", "${a:b, 'x'", "${a:b ,'x'}", "${,}",
      "${a:b,}", "${'a'}", "${$", "${a:b, 'x''y'}", "${a:b",
    ]
  )
  func keepsMalformed(text: String) {
    let template = PatternTemplate(text, allowsVariables: true, allowsWildcards: true)
    #expect(template.literal == Array(text.utf8))
  }

  @Test("find what is well formed inside of what is not")
  func findsInner() {
    let nested = PatternTemplate("${a${b:c}}", allowsVariables: true, allowsWildcards: true)
    #expect(nested.segments == [Self.literal("${a"), Self.variable("b:c"), Self.literal("}")])
    let open = PatternTemplate("${a*", allowsVariables: true, allowsWildcards: true)
    #expect(open.segments == [Self.literal("${a"), .anyRun])
  }

  @Test("have no variables in old documents and no wildcards in exact operands (V-01, C-40)")
  func readsPlainText() {
    let old = PatternTemplate("${*}${a:b}?", allowsVariables: false, allowsWildcards: true)
    #expect(
      old.segments == [
        Self.literal("${"), .anyRun, Self.literal("}${a:b}"), .anyOne,
      ]
    )
    let exact = PatternTemplate("a*?${b:c}", allowsVariables: true, allowsWildcards: false)
    #expect(exact.segments == [Self.literal("a*?"), Self.variable("b:c")])
  }

  @Test("take long hostile texts apart in time that grows with their length")
  func readsHostileText() {
    for piece in ["${", "${a:b, '", "${a:b,", "*", "${a"] {
      let text = String(repeating: piece, count: 30_000)
      let template = PatternTemplate(text, allowsVariables: true, allowsWildcards: true)
      #expect(!template.hasVariables)
    }
  }
}
