import PosternModel
import PosternPolicy
import Testing

@Suite("Operands of conditions")
struct OperandTests {
  @Test(
    "rejects malformed operands (G-39, C-52, C-55, C-58, C-59, C-63, C-65, V-02)",
    arguments: [
      ("NumericEquals", "abc", Documents.syntax), ("NumericEquals", "", Documents.syntax),
      ("NumericEquals", "${aws:MultiFactorAuthAge}", Documents.syntax),
      ("NumericEquals", "1e1000000000000001", Documents.syntax),
      ("BinaryEquals", "!!", Documents.syntax), ("BinaryEquals", "QQ", Documents.syntax),
      ("BinaryEquals", "QR==", Documents.syntax), ("BinaryEquals", "${a:b}", Documents.syntax),
      ("IpAddress", "2001:db8::5/64", Documents.syntax), ("IpAddress", "*", Documents.syntax),
      ("NotIpAddress", "10.0.0.0/33", Documents.syntax),
      ("IpAddress", "::ffff:192.0.2.0/120", Documents.syntax),
      ("IpAddress", "${aws:SourceIp}", Documents.syntax),
      ("ArnLike", "*", Documents.syntax), ("ArnEquals", "arn:*:role/x", Documents.syntax),
      ("ArnNotLike", "role/x", Documents.syntax), ("ArnLike", "role/${a:b}", Documents.syntax),
      ("ArnLikeIfExists", "arn:aws:iam::1", Documents.syntax),
      ("ArnLike", "*:aws:iam::1:root", Documents.syntax),
      ("DateLessThan", "not-a-date", Documents.legacy), ("DateEquals", "234-13", Documents.legacy),
      ("DateEquals", "2016-12-13t2:00:00.593194+1", Documents.legacy),
      ("DateEquals", "9223372036854775808", Documents.legacy),
      ("DateEquals", "${aws:CurrentTime}", Documents.legacy),
    ]
  )
  func rejects(name: String, operand: String, message: String) {
    let good = good(name)
    Refusal(Documents.condition("{\"\(name)\": {\"a:b\": §\"\(operand)\"}}"), message).check()
    Refusal(
      Documents.condition("{\"\(name)\": {\"a:b\": [\"\(good)\", §\"\(operand)\"]}}"),
      message
    ).check()
  }

  @Test(
    "tolerates well-formed operands",
    arguments: [
      ("NumericEquals", "1e0"), ("NumericLessThanIfExists", "-.5"), ("BinaryEquals", "QUI="),
      ("BinaryEquals", ""), ("IpAddress", "010.0.0.0/+08"), ("IpAddress", "2001:db8::/32"),
      ("ArnLike", "arn:*:iam::*:role/*"),
      ("ArnEquals", "arn:aws:iam::${aws:PrincipalAccount}:root"),
      ("ArnEquals", "${aws:PrincipalArn}"), ("ArnEquals", "arn:aws:iam::${a:b, 'x:y'}"),
      ("DateEquals", "01T"), ("DateEquals", "2030-02-31"), ("DateEquals", "-292275054-01-01"),
      ("StringLike", "*${"), ("Bool", "yes"), ("Null", "perhaps"),
      ("ForAnyValue:NumericEqualsIfExists", "1"),
    ]
  )
  func tolerates(name: String, operand: String) throws {
    let text = Documents.condition("{\"\(name)\": {\"a:b\": \"\(operand)\"}}")
    #expect(try Documents.parse(text).statements[0].conditions[0].values[0].text == operand)
  }

  @Test("an ARN with variables is plain text in old documents (V-01)")
  func rejectsOldVariable() {
    Refusal(
      Documents.condition(
        "{\"ArnLike\": {\"a:b\": §\"${aws:PrincipalArn}\"}}",
        version: "2008-10-17"
      ),
      Documents.syntax
    ).check()
  }

  @Test("says why a variable is no operand (V-02)")
  func explainsVariable() {
    let text = Documents.condition("{\"NumericEquals\": {\"a:b\": \"${a:c}\"}}")
    let error = #expect(throws: PolicyError.self) { try Documents.parse(text) }
    #expect(
      error?.detail == "`${a:c}` is no operand of `NumericEquals`: expected a decimal number; "
        + "policy variables are not replaced here"
    )
  }

  private func good(_ name: String) -> String {
    if name.hasPrefix("Num") { return "1" }
    if name.hasPrefix("Bin") { return "QUI=" }
    if name.hasPrefix("Arn") { return "arn:aws:iam::1:root" }
    return name.hasPrefix("Date") ? "2030" : "192.0.2.1"
  }
}
