import PosternModel

/// A condition key that generated worlds speak of, with texts that are likely to collide.
struct GeneratedKey {
  let name: String
  let family: ConditionOperator.Family
  /// Whether requests send a list; nil for a key that the engine derives and no request sends.
  let form: Form
  /// What requests hold, malformed values among them.
  let values: [String]
  /// What policies hold: every one of them passes the checks of a store.
  let operands: [String]

  enum Form { case single, list, derived }

  static let catalogue: [GeneratedKey] = [
    GeneratedKey(name: "k:s", family: .string, form: .single, values: words, operands: patterns),
    GeneratedKey(name: "k:T", family: .string, form: .single, values: words, operands: patterns),
    GeneratedKey(
      name: "aws:PrincipalTag/T",
      family: .string,
      form: .single,
      values: words,
      operands: patterns
    ),
    GeneratedKey(
      name: "aws:RequestTag/É x/y",
      family: .string,
      form: .single,
      values: words,
      operands: patterns
    ),
    GeneratedKey(name: "aws:TagKeys", family: .string, form: .list, values: words, operands: words),
    GeneratedKey(name: "k:m", family: .string, form: .list, values: words, operands: patterns),
    GeneratedKey(
      name: "nocolon",
      family: .string,
      form: .single,
      values: ["a", "b"],
      operands: ["a", "*"]
    ),
    GeneratedKey(name: "k:n", family: .numeric, form: .single, values: numbers, operands: counts),
    GeneratedKey(name: "k:nn", family: .numeric, form: .list, values: numbers, operands: counts),
    GeneratedKey(name: "k:d", family: .date, form: .single, values: dates, operands: instants),
    GeneratedKey(name: "k:dd", family: .date, form: .list, values: dates, operands: instants),
    GeneratedKey(name: "k:b", family: .boolean, form: .single, values: truths, operands: answers),
    GeneratedKey(
      name: "aws:SourceIp",
      family: .address,
      form: .single,
      values: ips,
      operands: nets
    ),
    GeneratedKey(name: "k:ip", family: .address, form: .list, values: ips, operands: nets),
    GeneratedKey(name: "aws:SourceArn", family: .arn, form: .single, values: arns, operands: names),
    GeneratedKey(name: "k:arn", family: .arn, form: .list, values: arns, operands: names),
    GeneratedKey(
      name: "k:bin",
      family: .binary,
      form: .single,
      values: ["YQ==", "YWI=", "YQ", "Y Q==", "YR==", "", "////", "_-=="],
      operands: ["YQ==", "YWI=", "////"]
    ),
    GeneratedKey(
      name: "aws:username",
      family: .string,
      form: .derived,
      values: [],
      operands: ["bob", "B*", "*", "b?b", "${k:s}"]
    ),
    GeneratedKey(
      name: "aws:PrincipalArn",
      family: .arn,
      form: .derived,
      values: [],
      operands: [
        "arn:aws:iam::111122223333:user/*", "arn:aws:iam::${aws:PrincipalAccount}:role/*",
        "arn:aws:*::111122223333:*", "arn:aws:iam::*:role/?/R",
      ]
    ),
    GeneratedKey(
      name: "aws:userid",
      family: .string,
      form: .derived,
      values: [],
      operands: [WorldGenerator.userID, WorldGenerator.roleID + ":*", "A*", "111122223333*"]
    ),
    GeneratedKey(
      name: "aws:ResourceAccount",
      family: .string,
      form: .derived,
      values: [],
      operands: ["111122223333", "${aws:PrincipalAccount}", "1*"]
    ),
    GeneratedKey(
      name: "aws:PrincipalType",
      family: .string,
      form: .derived,
      values: [],
      operands: ["User", "A*", "Anonymous"]
    ),
    GeneratedKey(
      name: "aws:ViaAWSService",
      family: .boolean,
      form: .derived,
      values: [],
      operands: ["false", "true"]
    ),
    GeneratedKey(
      name: "aws:PrincipalIsAWSService",
      family: .boolean,
      form: .derived,
      values: [],
      operands: ["false", "true"]
    ),
  ]

  static let words = [
    "", "a", "A", "ab", "ba", "aba", "a*", "*", "?", "é", "É", "e\u{301}", "ß", "ẞ", "SS", "ΟΣ",
    "ος", "Σ", "σ", "😀", "a😀", "\u{212A}", "k", "K", "a:b", "a/b", " a", "a\nb", "${k:s}", "$",
  ]
  static let patterns =
    words + [
      "a", "b", "ab", "a*", "*a", "?", "??", "???", "a?", "*b*", "a**", "*?", "?*", "a*b?",
      "${k:T}", "${k:s}", "${K:t, 'a'}", "${k:m, 'a'}", "${aws:TagKeys, 'a'}", "${*}", "${?}",
      "a${*}", "${$}", "${none}", "${none, ''}", "${none,  'a*'}", "${", "$x", "${}", "${ k:s }",
      "${k:s,'a'}", "${${k:s}", "*${k:T}", "${aws:PrincipalTag/t}?", "${aws:requesttag/É x/y}*",
      "${aws:username}", "${k:s}${k:T}", "${k{s}", "${k's}", "${k:T, 'a}b'}", "${k:T , 'a'}",
      "${none, 'a}b'}", "${k:T,  'a' }", "${k: s}", "${*, 'a'}", "${none,'a'}", "${none, 'it's'}",
    ]
  static let counts = [
    "1", "01", "+1", "1.", "1.0", "1e0", ".5", "0.5", "5e-1", "-0", "0", "-1", "1e3", "1000",
    "9007199254740992", "9007199254740993", "9.007199254740993e15", "10", "1E+1", "-1e400",
  ]
  static let numbers = counts + ["NaN", "", "1 ", "0x1", "1e", ".", "abc", "Infinity", "1,5"]
  static let instants = [
    "2030-01-01T00:00:00Z", "2030-01-01", "1893456000", "+1893456000", "2030-01-01T00:00:00.0001Z",
    "2030-01-01T00:00:00.1231Z", "2030-01-01T00:00:00.1239Z", "2030", "2030-01", "1893456001",
    "2030-01-01T01:00:00+01:00", "2030-01-01T00:00", "2029-12-31T23:59:59.999Z",
    "2029-12-31T23:00:00-01", "2030-01-01T00:00:00",
  ]
  static let dates = instants + ["", "not-a-date", "2030-13-01", "2030-1-1", "1893456000.5", "-1"]
  static let truths = ["true", "TRUE", "false", "False", "", "1", "yes", " true "]
  static let answers =
    truths + ["${k:b}", "${none}", "${none, 'TRUE'}", "${k{b}", "${k:m, 'true'}"]
  static let ips = [
    "192.0.2.1", "192.0.2.77", "192.000.002.001", "::ffff:192.0.2.1", "::ffff:c000:201",
    "2001:db8::1", "2001:DB8:0:0:0:0:0:1", "2001:db8::", "::", "0.0.0.0", "255.255.255.255",
    "garbage", "", "192.0.2", "192.0.2.256", "2001:db8::1%eth0", "192.0.2.1/32", "1:2:3",
  ]
  static let nets = [
    "192.0.2.5/24", "192.0.2.1", "192.0.2.0/024", "192.0.2.0/+24", "0.0.0.0/0", "::/0",
    "2001:db8::/32", "2001:db8::1", "2001:0DB8::1/128", "192.0.2.128/25", "192.0.2.77/31",
    "::ffff:c000:200/120", "255.255.255.255/32",
  ]
  static let arns = [
    "arn:aws:sns:eu:1:t", "arn:aws:sns:eu:1:t:sub", "arn:aws:sns:EU:1:t", "arn:aws:s3:::b/é",
    "arn:aws:s3:::b/*", "arn:aws:iam::111122223333:role/r", "arn:aws:sns:eu:1", "garbage", "*", "",
    "Arn:aws:sns:eu:1:t", "arn:aws:sns:eu:1:", "arn:aws:s3:::b/😀",
  ]
  static let names = [
    "arn:aws:sns:eu:1:t", "arn:aws:sns:*:1:*", "arn:*:sns:*:*:t*", "arn:aws:sns:e?:1:t",
    "arn:aws:s3:::b/?", "arn:aws:s3:::b/??", "arn:aws:s3:::*", "arn:*:*:*:*:*",
    "arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:sns:eu:${k:s}:t",
    "arn:aws:s3:::b/${k:s}", "arn:aws:s3:::b/${*}", "arn:aws:sns:eu:1:${none}",
    "arn:aws:sns:eu:1:${k:T, 't'}", "arn:aws:sns:eu:1:",
  ]
}
