import PosternModel
import Testing

@Suite("Addresses and networks")
struct IPNetworkTests {
  @Test(
    "a network contains its addresses (C-54…C-59)",
    arguments: [
      ("192.0.2.5/24", "192.0.2.77", true), ("192.0.2.5/24", "192.0.3.77", false),
      ("192.0.2.5", "192.0.2.5", true), ("192.0.2.5", "192.0.2.4", false),
      ("192.0.2.5/32", "192.0.2.5", true), ("0.0.0.0/0", "255.255.255.255", true),
      ("192.0.2.0/+24", "192.0.2.9", true), ("192.000.002.0/024", "192.0.2.9", true),
      ("010.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "010.1.2.3", true),
      ("10.0.0.0/31", "10.0.0.2", false),
      ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "192.0.2.1", false),
      ("::/0", "2001:db8::1", true), ("192.0.2.0/24", "::ffff:192.0.2.1", true),
      ("192.0.2.0/24", "::FFFF:C000:0201", true), ("::ffff:c000:200/120", "192.0.2.1", false),
      ("::ffff:c000:200/120", "::ffff:192.0.2.1", false),
      ("2001:db8::/32", "2001:DB8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
      ("2001:db8::1", "2001:0db8:0:0:0:0:0:1", true), ("2001:db8::1", "2001:db8::2", false),
      ("2001:db8:0:0:1::/80", "2001:db8::1:0:0:5", true), ("::1/128", "::1", true),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", true), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8", true),
      ("2001:db8::5/64", "2001:db8::5", false), ("64:ff9b::/96", "64:ff9b::192.0.2.33", true),
    ]
  )
  func contains(network: String, address: String, expected: Bool) throws {
    let address = try #require(self.address(address))
    #expect(try #require(self.network(network)).contains(address) == expected)
  }

  @Test("host bits are recorded in version 6 and dropped in version 4 (C-55)")
  func recordsHostBits() throws {
    #expect(try #require(network("2001:db8::5/64")).hasHostBits)
    #expect(try !#require(network("2001:db8::/64")).hasHostBits)
    let version4 = try #require(network("192.0.2.5/24"))
    #expect(!version4.hasHostBits)
    #expect(version4 == network("192.0.2.0/24"))
  }

  @Test(
    "rejects malformed networks (C-58, C-59)",
    arguments: [
      "192.0.2.0/33", "::/129", "192.0.2.0/", "192.0.2.0/-1", "192.0.2.0/+", "192.0.2.0/24/1",
      "192.0.2.0/24 ", "/24", "192.0.2.0/255.255.255.0", "::ffff:192.0.2.0/120", "*",
      "192.0.2.*", "2001:db8::/0x20",
    ]
  )
  func rejectsNetwork(text: String) {
    #expect(network(text) == nil)
  }

  @Test(
    "rejects malformed addresses, as operands and in requests (C-58, C-59)",
    arguments: [
      "", ".", ":", "::%eth0", "192.0.2", "192.0.2.256", "192.0.2.1.", "192.0.2.1.1", " 192.0.2.1",
      "0xC0.0.2.1", "3221225985", "192..2.1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
      "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", ":::", "1:::2", "1:", ":1", "1:2:3:4:5:6:7:",
      "12345::", "g::", "fe80::1%eth0", "[::1]", "::1 ", "a garbage value", "000000000000256.0.0.1",
    ]
  )
  func rejectsAddress(text: String) {
    #expect(network(text) == nil)
    #expect(address(text) == nil)
  }

  @Test(
    "rejects dotted octets that are not the last two groups",
    arguments: [
      "192.0.2.1::", "::192.0.2.1:1", "1:2:3:4:5:6:7:192.0.2.1", "::192.0.2", "::1.2.3.4/8",
    ]
  )
  func rejectsMisplacedOctets(text: String) {
    #expect(address(text) == nil)
  }

  private func network(_ text: String) -> IPNetwork? { IPNetwork(text.utf8.span) }

  private func address(_ text: String) -> IPAddress? { IPAddress(request: text.utf8.span) }
}
