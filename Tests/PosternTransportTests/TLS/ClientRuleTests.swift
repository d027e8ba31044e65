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
      Case([web], dns: [web], false),
    ]
  )
  func allows(rule: Case) {
    let certificate = ClientCertificate(
      uris: rule.uris,
      dnsNames: rule.dnsNames,
      mailAddresses: ["web.example.test"]
    )
    #expect(ClientRule(names: rule.names).allows(certificate) == rule.isAllowed)
  }

  @Test("a client that has shown nothing comes in only where everybody may")
  func nobody() {
    #expect(ClientRule.everybody.allows(nil))
    #expect(!ClientRule(names: [Self.web]).allows(nil))
  }
}
