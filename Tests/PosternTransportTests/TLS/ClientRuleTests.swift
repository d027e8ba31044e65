import PosternTransport
import Testing

@Suite("Which names of certificates may connect")
struct ClientRuleTests {
  @Test(
    "a text is a name when it can stand in a certificate, with a star only for all below a path",
    arguments: [
      ("spiffe://example.test/web", true), ("spiffe://example.test/ns/shop/*", true),
      ("https://example.test/*", true), ("web.example.test", true), ("", false), ("*", false),
      ("/*", false), ("*.example.test", false), ("spiffe://*", false), ("spiffe://a/*/b", false),
      ("web.example.test/*", false), ("two words", false), ("spiffe://example.test/wéb", false),
      ("spiffe://example.test", false), ("spiffe://example.test/*", true),
      ("spiffe://Example.test/web", false), ("SPIFFE://example.test/web", false),
      ("spiffe://example.test/a//*", false), ("spiffe://example.test/../*", false),
      ("spiffe://example.test/%61", false), ("spiffe://example.test:1/a", false),
    ]
  )
  func names(text: String, isName: Bool) {
    #expect(ClientRule.isName(text) == isName)
  }

  /// A certificate, and whether a rule lets its owner in.
  struct Case: CustomTestStringConvertible, Sendable {
    let names: [String]
    let uris: [String]
    let dnsNames: [String]
    let isAllowed: Bool
    var testDescription: String { "\(names) \(uris) \(dnsNames)" }

    init(_ names: [String], uris: [String] = [], dns: [String] = [], _ isAllowed: Bool) {
      (self.names, self.uris, dnsNames, self.isAllowed) = (names, uris, dns, isAllowed)
    }
  }

  private static let web = "spiffe://example.test/ns/shop/web"

  @Test(
    "a certificate is let in by one of its names, and by nothing that only looks like one",
    arguments: [
      Case([], true),
      Case([web], false),
      Case([web], uris: [web], true),
      Case([web], uris: ["\(web)2"], false),
      Case([web], uris: ["spiffe://example.test/ns/shop"], false),
      Case([web], uris: ["spiffe://EXAMPLE.test/ns/shop/web"], false),
      Case(["other.test", web], uris: [web], true),
      Case(["spiffe://example.test/ns/shop/*"], uris: [web], true),
      Case(["spiffe://example.test/ns/shop/*"], uris: ["spiffe://example.test/ns/shop/"], false),
      Case(["spiffe://example.test/ns/shop/*"], uris: ["spiffe://example.test/ns/shop2/a"], false),
      // Two URIs are no SPIFFE id: an issuer of such a certificate has made a mistake.
      Case([web], uris: [web, "spiffe://example.test/admin"], false),
      Case(["https://example.test/a"], uris: ["https://example.test/a", web], true),
      Case(["web.example.test"], dns: ["a.test", "WEB.example.TEST"], true),
      Case(["web.example.test"], dns: ["*.example.test"], false),
      Case(["web.example.test"], uris: ["web.example.test.evil"], false),
      // A name of one kind is none of the other.
      Case(["web.example.test"], uris: ["web.example.test"], false),
      Case(["https://example.test/a"], dns: ["https://example.test/a"], false),
      Case([web], dns: [web], false),
    ]
  )
  func allows(rule: Case) {
    let certificate = ClientCertificate(
      uris: rule.uris,
      dnsNames: rule.dnsNames,
      mailAddresses: ["web.example.test"],
      signsOthers: false
    )
    #expect(ClientRule(names: rule.names).allows(certificate) == rule.isAllowed)
  }

  @Test(
    "an id counts only as the standard of SPIFFE spells it",
    arguments: [
      ("spiffe://example.test/ns/shop/Web_1.0-a", true), ("spiffe://a_b-c.1/x", true),
      ("spiffe://example.test/...", true), ("spiffe://example.test", false),
      ("spiffe://example.test/", false), ("spiffe:///web", false),
      ("spiffe://example.test/ns/shop/../admin", false), ("spiffe://example.test/./web", false),
      ("spiffe://example.test//web", false), ("spiffe://example.test/web/", false),
      ("spiffe://example.test/%77eb", false), ("spiffe://example.test/web?a=b", false),
      ("spiffe://example.test/web#a", false), ("spiffe://example.test:80/web", false),
      ("spiffe://me@example.test/web", false), ("spiffe://Example.test/web", false),
      ("SPIFFE://example.test/web", false),
      ("spiffe://example.test/" + String(repeating: "a", count: 2_026), true),
      ("spiffe://example.test/" + String(repeating: "a", count: 2_027), false),
      ("spiffe://" + String(repeating: "a", count: 256) + "/web", false),
    ]
  )
  func spelling(id: String, isGood: Bool) {
    let owner = { (signsOthers: Bool) in
      ClientCertificate(uris: [id], dnsNames: [], mailAddresses: [], signsOthers: signsOthers)
    }
    #expect(owner(false).spiffeID == (isGood ? id : nil))
    let everyOne = ClientRule(names: ["spiffe://example.test/*", "spiffe://a_b-c.1/*"])
    #expect(everyOne.allows(owner(false)) == isGood)
    #expect(!everyOne.allows(owner(true)))
    #expect(owner(true).spiffeID == nil)
  }

  @Test("a client that has shown nothing comes in only where everybody may")
  func nobody() {
    #expect(ClientRule.everybody.allows(nil))
    #expect(!ClientRule(names: [Self.web]).allows(nil))
  }
}
