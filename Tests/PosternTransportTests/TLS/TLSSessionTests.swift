import COpenSSL
import Foundation
import PosternTransport
import Testing

@Suite("Sessions of TLS")
struct TLSSessionTests {
  private static let authority = Result { try TestAuthority() }
  private static let server = Result {
    try authority.get().issue("server", names: "DNS:localhost,IP:127.0.0.1", days: 7)
  }

  private let authority: TestAuthority
  private let server: TestAuthority.Pair

  init() throws {
    authority = try Self.authority.get()
    server = try Self.server.get()
  }

  private func identity(
    _ clients: TLSOptions.ClientCertificates = .none,
    _ protocols: TLSProtocols = .http2AndHTTP1
  ) throws -> TLSIdentity {
    try TLSIdentity(authority.options(server, clients: clients), protocols: protocols)
  }

  private func client() -> TLSClient.Options {
    TLSClient.Options(authorityFile: authority.authorityFile)
  }

  struct Greeting: CustomTestStringConvertible {
    let testDescription: String
    let version: Int32
    let protocols: [String]
    let agreed: ApplicationProtocol
    let pieceByteCount: Int
  }

  @Test(
    "a client and the session agree and exchange bytes, however these are cut",
    arguments: [
      Greeting(
        testDescription: "TLS 1.3",
        version: TLS1_3_VERSION,
        protocols: ["h2"],
        agreed: .http2,
        pieceByteCount: .max
      ),
      Greeting(
        testDescription: "TLS 1.2",
        version: TLS1_2_VERSION,
        protocols: ["http/1.1", "h2"],
        agreed: .http2,
        pieceByteCount: .max
      ),
      Greeting(
        testDescription: "TLS 1.3 byte by byte",
        version: TLS1_3_VERSION,
        protocols: ["http/1.0", "http/1.1"],
        agreed: .http1,
        pieceByteCount: 1
      ),
      Greeting(
        testDescription: "TLS 1.2 byte by byte",
        version: TLS1_2_VERSION,
        protocols: ["http/1.1"],
        agreed: .http1,
        pieceByteCount: 1
      ),
    ]
  )
  func greets(greeting: Greeting) throws {
    var options = client()
    options.versions = greeting.version...greeting.version
    options.protocols = greeting.protocols
    let pair = try TLSPair(try identity(), options)
    pair.exchange(pieceByteCount: greeting.pieceByteCount)
    #expect(pair.client.isOpen)
    #expect(pair.client.version == greeting.version)
    #expect(pair.session.phase == .open(greeting.agreed))
    pair.client.send(Array("question".utf8))
    pair.exchange(pieceByteCount: greeting.pieceByteCount)
    #expect(pair.takeReceived() == Array("question".utf8))
    pair.send(Array("answer".utf8))
    pair.exchange(pieceByteCount: greeting.pieceByteCount)
    #expect(pair.client.takeReceived() == Array("answer".utf8))
  }

  @Test("more than any buffer holds goes through whole, both ways")
  func largeAmounts() throws {
    let pair = try TLSPair(try identity(), client())
    pair.exchange()
    pair.client.send(EchoHandler.large)
    pair.exchange(pieceByteCount: 7_777)
    #expect(pair.takeReceived() == EchoHandler.large)
    pair.send(EchoHandler.large)
    pair.exchange(pieceByteCount: 7_777)
    #expect(pair.client.takeReceived() == EchoHandler.large)
  }

  struct Stranger: CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout TLSClient.Options) -> Void
    let failure: String
  }

  @Test(
    "a client that does not speak as it must is refused, and told why",
    arguments: [
      Stranger(
        testDescription: "no ALPN",
        change: { $0.protocols = [] },
        failure: "tlsv1 alert no application protocol"
      ),
      Stranger(
        testDescription: "foreign ALPN",
        change: { $0.protocols = ["h3", "ftp"] },
        failure: "tlsv1 alert no application protocol"
      ),
      Stranger(
        testDescription: "TLS 1.1",
        change: { $0.versions = TLS1_1_VERSION...TLS1_1_VERSION },
        failure: "tlsv1 alert protocol version"
      ),
      Stranger(
        testDescription: "no authenticated encryption",
        change: {
          $0.versions = TLS1_2_VERSION...TLS1_2_VERSION
          $0.ciphers = "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0"
        },
        failure: "sslv3 alert handshake failure"
      ),
    ]
  )
  func refuses(stranger: Stranger) throws {
    var options = client()
    stranger.change(&options)
    let pair = try TLSPair(try identity(), options)
    pair.exchange()
    #expect(!pair.client.isOpen)
    #expect(pair.session.phase == .failed)
    #expect(pair.session.failure != nil)
    #expect(pair.client.failure == stranger.failure)
  }

  @Test("a listener of HTTP/1.1 alone takes a client without ALPN, and none that insists on HTTP/2")
  func http1Only() throws {
    var options = client()
    options.protocols = []
    let silent = try TLSPair(try identity(.none, .http1), options)
    silent.exchange()
    #expect(silent.session.phase == .open(.http1))
    options.protocols = ["h2"]
    let insistent = try TLSPair(try identity(.none, .http1), options)
    insistent.exchange()
    #expect(insistent.session.phase == .failed)
  }

  @Test(
    "bytes that are not TLS end the session",
    arguments: [
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "\u{16}\u{3}\u{1}\u{0}\u{5}hello",
    ]
  )
  func notTLS(text: String) throws {
    let session = try #require(try identity().makeSession())
    session.receive(Array(text.utf8).span)
    #expect(session.phase == .failed)
    session.receive(Array(text.utf8).span)
    #expect(session.phase == .failed)
  }

  @Test("half a hello is waited for")
  func halfHello() throws {
    let session = try #require(try identity().makeSession())
    session.receive(Array("\u{16}\u{3}\u{1}\u{0}".utf8).span)
    #expect(session.phase == .handshaking)
    session.send([1].span)
    #expect(session.takeOutput { _ in } == 0)
  }

  @Test("a handshake is not begun again on an open connection (RFC 9113 §9.2.1)")
  func renegotiation() throws {
    var options = client()
    options.versions = TLS1_2_VERSION...TLS1_2_VERSION
    let pair = try TLSPair(try identity(), options)
    pair.exchange()
    #expect(pair.client.isOpen)
    pair.client.renegotiate()
    pair.exchange()
    #expect(!pair.client.isOpen)
    #expect(pair.client.failure == "no renegotiation")
  }

  @Test("a client that closes is told that it was heard")
  func close() throws {
    let pair = try TLSPair(try identity(), client())
    pair.exchange()
    pair.client.close()
    pair.exchange()
    #expect(pair.session.phase == .finished)
    pair.session.close()
    pair.exchange()
    #expect(pair.client.isFinished)
  }

  @Test("a session is resumed by ticket, without early data, until the certificate is read again")
  func resumption() throws {
    let identity = try identity()
    let first = try TLSPair(identity, client())
    first.exchange()
    #expect(!first.client.isResumed)
    #expect(first.client.earlyDataByteCountMax == 0)
    var options = client()
    options.session = first.client.session()
    let second = try TLSPair(identity, options)
    second.exchange()
    #expect(second.client.isResumed)
    try identity.reload()
    let third = try TLSPair(identity, options)
    third.exchange()
    #expect(third.client.isOpen)
    #expect(!third.client.isResumed)
  }

  @Test("the names of a verified client certificate are known, also when its session is resumed")
  func clientNames() throws {
    let identity = try identity(.required)
    var options = client()
    options.pair = try authority.issue(
      "billing",
      names: "URI:spiffe://example.test/ns/shop/sa/billing,DNS:billing.test,email:ops@example.test",
      days: 1
    )
    let first = try TLSPair(identity, options)
    first.exchange()
    options.session = first.client.session()
    let second = try TLSPair(identity, options)
    second.exchange()
    #expect(second.client.isResumed)
    for pair in [first, second] {
      let certificate = try #require(pair.session.clientCertificate)
      #expect(certificate.spiffeID == "spiffe://example.test/ns/shop/sa/billing")
      #expect(certificate.dnsNames == ["billing.test"])
      #expect(certificate.mailAddresses == ["ops@example.test"])
    }
  }

  @Test(
    "two URIs are no SPIFFE id, also where one is not printable",
    arguments: [
      ("two", "spiffe://example.test/b", 2), ("blank", "spiffe://example test/b", 1),
      ("umlaut", "ä:b", 1),
    ]
  )
  func twoURIs(name: String, other: String, uriCount: Int) throws {
    var options = client()
    options.pair = try authority.issue(
      name,
      names: "URI:spiffe://example.test/a,URI:\(other)",
      days: 1
    )
    let pair = try TLSPair(try identity(.optional), options)
    pair.exchange()
    let certificate = try #require(pair.session.clientCertificate)
    #expect(certificate.uris.count == uriCount)
    #expect(certificate.spiffeID == nil)
    #expect(!ClientRule(names: ["spiffe://example.test/*"]).allows(certificate))
  }

  @Test("a client without a certificate is let in only where it is optional")
  func missingCertificate() throws {
    for version in [TLS1_2_VERSION, TLS1_3_VERSION] {
      var options = client()
      options.versions = version...version
      let optional = try TLSPair(try identity(.optional), options)
      optional.exchange()
      #expect(optional.session.phase == .open(.http2))
      #expect(optional.session.clientCertificate == nil)
      let required = try TLSPair(try identity(.required), options)
      required.exchange()
      #expect(required.session.phase == .failed)
      #expect(required.client.failure != nil)
    }
  }

  @Test(
    "a client certificate that is not good is refused, even where it is optional",
    arguments: [TLSOptions.ClientCertificates.optional, .required]
  )
  func badCertificate(clients: TLSOptions.ClientCertificates) throws {
    let stranger = try TestAuthority()
    for pair in [
      try stranger.issue("stranger", names: "URI:spiffe://example.test/a", days: 1),
      // Named after the case, since both cases run at the same time and share the authority.
      try authority.issue("expired-\(clients)", names: "URI:spiffe://example.test/a", days: -1),
    ] {
      var options = client()
      options.pair = pair
      let refused = try TLSPair(try identity(clients), options)
      refused.exchange()
      #expect(refused.session.phase == .failed)
      #expect(refused.session.clientCertificate == nil)
    }
  }

  @Test("a certificate is read again, and a bad file changes nothing")
  func reload() throws {
    let pair = try authority.issue("changing", names: "DNS:localhost", days: 1)
    let identity = try TLSIdentity(authority.options(pair), protocols: .http2AndHTTP1)
    let before = identity.certificatePeriod.notAfterSeconds
    let day = 86_400
    #expect(abs(before - Int(Date().timeIntervalSince1970) - day) < day / 2)
    _ = try authority.issue("changing", names: "DNS:localhost", days: 9)
    try identity.reload()
    #expect(identity.certificatePeriod.notAfterSeconds - before >= 7 * day)

    let good = identity.certificatePeriod.notAfterSeconds
    let refused = TransportError(code: .certificateRefused, subject: "", message: "")
    for (file, text) in [(pair.keyFile, "no key"), (pair.certificateFile, "no certificate")] {
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      #expect(throws: refused) { try identity.reload() }
    }
    #expect(identity.certificatePeriod.notAfterSeconds == good)
    let still = try TLSPair(identity, client())
    still.exchange()
    #expect(still.client.isOpen)
  }

  @Test("a pipe in the place of a file is refused, and nobody waits for its other end")
  func pipes() throws {
    let pair = try authority.issue("piped", names: "DNS:localhost", days: 1)
    let identity = try TLSIdentity(authority.options(pair), protocols: .http2AndHTTP1)
    for file in [pair.keyFile, pair.certificateFile] {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try FileManager.default.removeItem(atPath: file)
      try #require(unsafe mkfifo(file, 0o600) == 0)
      #expect {
        try identity.reload()
      } throws: { error in
        let error = error as? TransportError
        return error?.subject == file && error?.message.hasSuffix("is not a regular file") == true
      }
      try FileManager.default.removeItem(atPath: file)
      try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
    try identity.reload()
  }

  @Test("files that do not fit together are refused by name")
  func badFiles() throws {
    let other = try authority.issue("other", names: "DNS:localhost", days: 1)
    let cases: [(TLSOptions, String)] = [
      (authority.options(.init(certificateFile: "/no/such", keyFile: server.keyFile)), "/no/such"),
      (
        authority.options(.init(certificateFile: server.certificateFile, keyFile: other.keyFile)),
        other.keyFile
      ),
      (
        TLSOptions(
          certificateFile: server.certificateFile,
          keyFile: server.keyFile,
          clientAuthorityFile: server.keyFile,
          clientCertificates: .required
        ), server.keyFile
      ),
    ]
    for (options, subject) in cases {
      #expect {
        _ = try TLSIdentity(options, protocols: .http2AndHTTP1)
      } throws: { error in
        let error = error as? TransportError
        return error?.code == .certificateRefused && error?.subject == subject
      }
    }
  }

  @Test(
    "a certificate that signs others is no workload's",
    arguments: [
      ("leaf", ["basicConstraints=critical,CA:FALSE"], true),
      ("bare", [], true),
      ("digital", ["keyUsage=critical,digitalSignature"], true),
      ("authority", ["basicConstraints=critical,CA:TRUE"], false),
      ("certSign", ["keyUsage=critical,digitalSignature,keyCertSign"], false),
      ("crlSign", ["keyUsage=digitalSignature,cRLSign"], false),
    ]
  )
  func signers(name: String, extensions: [String], isWorkload: Bool) throws {
    var options = client()
    let id = "spiffe://example.test/\(name)"
    options.pair = try authority.issue(name, names: "URI:\(id)", days: 1, extensions: extensions)
    let pair = try TLSPair(try identity(.required), options)
    pair.exchange()
    #expect(pair.session.clientCertificate?.spiffeID == (isWorkload ? id : nil))
  }

  @Test("a client with a new certificate is not held to the ticket of one that has ended")
  func endedTicket() throws {
    let authority = try TestAuthority()
    let identity = try TLSIdentity(
      authority.options(server, clients: .required),
      protocols: .http2AndHTTP1
    )
    for version in [TLS1_2_VERSION, TLS1_3_VERSION] {
      var options = client()
      options.versions = version...version
      let names = "URI:spiffe://example.test/a"
      let renewed = try authority.issue("renewed", names: names, days: 1)
      options.pair = try authority.issue("ending", names: names, seconds: 3)
      let first = try TLSPair(identity, options)
      first.exchange()
      #expect(first.client.isOpen)
      options.session = first.client.session()
      options.pair = renewed
      var pair = try TLSPair(identity, options)
      pair.exchange()
      #expect(pair.client.isResumed)
      while pair.client.isResumed {
        pair = try TLSPair(identity, options)
        pair.exchange()
      }
      #expect(pair.client.isOpen)
      #expect(pair.session.phase == .open(.http2))
    }
  }

  @Test("a list of revoked certificates beside the roots is obeyed")
  func revocation() throws {
    let authority = try TestAuthority()
    let names = "URI:spiffe://example.test/a"
    let revoked = try authority.issue("revoked", names: names, days: 1)
    let good = try authority.issue("good", names: names, days: 1)
    for (authorityFile, isRevoked) in [
      (authority.authorityFile, false), (try authority.revoke([revoked]), true),
    ] {
      var listener = authority.options(server, clients: .required)
      listener.clientAuthorityFile = authorityFile
      let identity = try TLSIdentity(listener, protocols: .http2AndHTTP1)
      for (pair, isAllowed) in [(good, true), (revoked, !isRevoked)] {
        var options = client()
        options.pair = pair
        let meeting = try TLSPair(identity, options)
        meeting.exchange()
        #expect((meeting.session.phase == .open(.http2)) == isAllowed)
      }
    }
  }

  @Test("it is known whether new files were refused, and when the certificate is valid")
  func state() throws {
    let pair = try authority.issue("known", names: "DNS:localhost", days: 1)
    let identity = try TLSIdentity(authority.options(pair), protocols: .http2AndHTTP1)
    let period = identity.certificatePeriod
    #expect(period.notAfterSeconds - period.notBeforeSeconds == 86_400)
    #expect(!identity.isRefused)
    let key = try String(contentsOfFile: pair.keyFile, encoding: .utf8)
    try "no key".write(toFile: pair.keyFile, atomically: true, encoding: .utf8)
    try? identity.reload()
    #expect(identity.isRefused)
    try key.write(toFile: pair.keyFile, atomically: true, encoding: .utf8)
    try identity.reload()
    #expect(!identity.isRefused)
  }
}
