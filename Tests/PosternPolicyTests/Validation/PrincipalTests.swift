import PosternModel
import PosternPolicy
import Testing

@Suite("Principals")
struct PrincipalTests {
  private static let account = "111122223333"
  private static let iam = "arn:aws:iam::111122223333"
  private static let sts = "arn:aws:sts::111122223333"

  private static let known: [(String, String, Bool, Bool)] = [
    ("AWS", "*", true, true), ("AWS", account, true, true), ("AWS", "\(iam):root", true, true),
    ("AWS", "\(iam):user/a/b/name", true, true), ("AWS", "\(iam):role/R", true, true),
    ("AWS", "\(sts):assumed-role/R/session@x", true, true),
    ("AWS", "\(sts):federated-user/N", true, false), ("AWS", "AIDAIOSFODNN7EXAMPLE", true, true),
    ("AWS", "AROAIOSFODNN7EXAMPLE", true, true), ("Service", "s.example.com", true, true),
    ("Federated", "\(iam):saml-provider/P", false, true),
    ("Federated", "\(iam):oidc-provider/host/path", false, true),
    ("Federated", "accounts.example.com", false, true),
    ("CanonicalUser", String(repeating: "0f", count: 32), true, false),
  ]

  private static let refused: [(String, String)] = [
    ("AWS", "\(iam):user/*"), ("AWS", "\(iam):role/*"), ("AWS", "*:root"), ("AWS", "**"),
    ("AWS", "arn:aws:iam::*:root"), ("AWS", "\(iam):role/R?"), ("Service", "*"),
    ("Federated", "*"), ("CanonicalUser", "*"), ("AWS", "\(iam):group/g"),
    ("AWS", "\(iam):instance-profile/p"), ("AWS", "\(sts):assumed-role/R/*"),
    ("AWS", "\(sts):assumed-role/path/R/session"), ("AWS", "\(sts):assumed-role/R"),
    ("AWS", "11112222333"), ("AWS", "anyone"), ("AWS", ""), ("AWS", "s.example.com"),
    ("AWS", "arn:aws:iam::1:root"), ("AWS", "arn:b:iam::111122223333:root"),
    ("AWS", "arn:aws:iam:eu:111122223333:root"), ("AWS", "arn:aws:s3::111122223333:root"),
    ("AWS", "\(iam):user/"), ("AWS", "\(iam):user"), ("AWS", "\(iam):user/a b"),
    ("AWS", "\(iam):rooty"), ("AWS", iam), ("AWS", "AGPAIOSFODNN7EXAMPLE"), ("AWS", "AIDAshort"),
    ("AWS", "AIDAiosfodnn7example"), ("Service", "service"), ("Service", "a b.example.com"),
    ("Service", "\(iam):root"), ("Federated", "\(iam):role/R"), ("Federated", "provider"),
    ("CanonicalUser", "0f"), ("CanonicalUser", String(repeating: "0g", count: 32)),
  ]

  @Test(
    "tolerates every form, in the kinds that know it (table 1.5)",
    arguments: known
  )
  func tolerates(category: String, name: String, inResource: Bool, inTrust: Bool) throws {
    let principal = "{\"\(category)\": §\"\(name)\"}"
    let resource = Refusal(
      Documents.granted(to: principal),
      Documents.principal,
      kind: .resource
    )
    let trust = Refusal(Documents.trust(principal), Documents.principal, kind: .trust)
    for (refusal, isAccepted) in [(resource, inResource), (trust, inTrust)] {
      guard isAccepted else {
        refusal.check()
        continue
      }
      _ = try Documents.parse(refusal.text, kind: refusal.kind)
    }
  }

  @Test(
    "rejects wildcards, groups and what is malformed (G-51, G-52, M-33)",
    arguments: refused
  )
  func rejects(category: String, name: String) {
    let principal = "{\"\(category)\": [§\"\(name)\"]}"
    Refusal(Documents.granted(to: principal), Documents.principal, kind: .resource).check()
    Refusal(Documents.trust(principal), Documents.principal, kind: .trust).check()
  }
}
