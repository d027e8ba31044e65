import PosternAPI
import PosternTransport
import Testing

@Suite("Envoy's external authorization")
struct ExtAuthzTests {
  private static let path = "/envoy.service.auth.v3.Authorization/Check"
  /// The status of the call, 7, and the beginning of the denial.
  private static let denied: [UInt8] = [0x0A, 0x02, 0x08, 0x07, 0x12]
  /// The status of HTTP in a denial: 403.
  private static let forbidden: [UInt8] = [0x0A, 0x03, 0x08, 0x93, 0x03]
  private static let badRequest: [UInt8] = [0x0A, 0x03, 0x08, 0x90, 0x03]

  /// A `CheckRequest` for a request of this identity.
  private static func check(
    _ method: String,
    _ path: String,
    identity: String = "spiffe://shop.example/user/alice",
    extensions: [(String, String)] = [],
    headers: [(String, String)] = []
  ) -> [UInt8] {
    var http = WireMessage().text(2, method).text(4, path).text(6, "https")
    for (name, value) in headers { http = http.entry(3, name, value) }
    var attributes = WireMessage().message(1, WireMessage().text(4, identity))
      .message(4, WireMessage().message(2, http))
    for (key, value) in extensions { attributes = attributes.entry(10, key, value) }
    return WireMessage().message(1, attributes).bytes
  }

  private static func ask(_ message: [UInt8]) throws -> [UInt8] {
    let response = Gate.call(try Gate.plane(), path, message)
    try #require(response.callStatus == .ok, "\(response.callStatus as Any)")
    return Array(response.body.dropFirst(5))
  }

  @Test("an allow names the principal in a field that replaces the client's own")
  func allows() throws {
    let answer = try Self.ask(Self.check("GET", "/orders/42"))
    // The status 0 is written as an empty message.
    #expect(answer.starts(with: [0x0A, 0x00, 0x1A]))
    let name = WireMessage().text(1, "x-postern-principal").text(2, Shop.alice)
    let field = WireMessage().message(1, name).bytes + [0x18, 0x02]
    #expect(answer.firstRange(of: field) != nil)
  }

  @Test(
    "every denial has a status of the call and one of HTTP, byte for byte",
    arguments: [
      ("DELETE", "/orders/42", "spiffe://shop.example/user/alice", forbidden),
      ("GET", "/orders/42", "spiffe://shop.example/user/bob", forbidden),
      ("GET", "/orders/42", "spiffe://other.example/user/alice", forbidden),
      ("GET", "/orders/42", "spiffe://shop.example/user/alice/more", forbidden),
      ("GET", "/orders/42", "spiffe://shop.example/user/", forbidden),
      ("GET", "/orders/42", "", forbidden),
      ("", "", "", badRequest),
      ("GET", "/x/%2e%2e/orders/42", "spiffe://shop.example/user/alice", badRequest),
    ]
  )
  func denies(method: String, path: String, identity: String, status: [UInt8]) throws {
    let answer = try Self.ask(Self.check(method, path, identity: identity))
    #expect(answer.starts(with: Self.denied))
    #expect(answer.firstRange(of: status) != nil)
  }

  @Test(
    "what cannot be decoded is a denial too",
    arguments: [[0xFF], [0x0A, 0x7F], [0x0A, 0x02, 0x22, 0xFF]] as [[UInt8]]
  )
  func garbage(message: [UInt8]) throws {
    let answer = try Self.ask(message)
    #expect(answer.starts(with: Self.denied))
    #expect(answer.firstRange(of: Self.badRequest) != nil)
  }

  @Test("an empty question and a very long one are denied")
  func empty() throws {
    let path = "/elsewhere/" + String(repeating: "x", count: 40_000)
    #expect(try Self.ask(Self.check("GET", path)).starts(with: Self.denied))
    #expect(try Self.ask([]).starts(with: Self.denied))
  }

  @Test("what the route of the proxy says goes before the rules")
  func extensions() throws {
    let resource = ("postern.resource", "arn:aws:orders:::order/{2}")
    let read = [("postern.action", "orders:GetOrder"), resource]
    #expect(try Self.ask(Self.check("DELETE", "/orders/42", extensions: read))[1] == 0)
    let delete = [("postern.action", "orders:DeleteOrder"), resource]
    let denial = try Self.ask(Self.check("GET", "/orders/42", extensions: delete))
    #expect(denial.starts(with: Self.denied))
    // A part that the path has not, and one that would move the parts of the ARN.
    let missing = [("postern.resource", "arn:aws:orders:::order/{3}")]
    #expect(
      try Self.ask(Self.check("GET", "/orders/42", extensions: missing))
        .firstRange(of: Self.badRequest) != nil
    )
    let moved = [("postern.resource", "arn:aws:{2}:::order/1")]
    #expect(
      try Self.ask(Self.check("GET", "/orders/s3:::x", extensions: moved))
        .firstRange(of: Self.badRequest) != nil
    )
  }

  @Test("a service without a rule is asked about as `Invoke`")
  func invoke() throws {
    let service = [("postern.service", "billing")]
    let answer = try Self.ask(Self.check("PUT", "/x/y", extensions: service))
    let sentence = "billing:Invoke on resource: arn:aws:billing:::route/PUT/x/y"
    #expect(answer.firstRange(of: Array(sentence.utf8)) != nil)
  }

  @Test("the field that names the principal is not believed where a certificate does")
  func certificateFirst() throws {
    let header = [("x-user", Shop.alice)]
    let stranger = Self.check("GET", "/orders/42", identity: "spiffe://x/y", headers: header)
    #expect(try Self.ask(stranger).starts(with: Self.denied))
    let named = Self.check("GET", "/orders/42", identity: "", headers: header)
    #expect(try Self.ask(named)[1] == 0)
    let plane = try Gate.plane(trustsProxy: false)
    let body = Gate.call(plane, Self.path, named).body.dropFirst(5)
    #expect(body.starts(with: Self.denied))
  }

  /// A request of alice, who is named by her certificate, from the office, with fields.
  private static func network(_ verb: String, scheme: String, _ fields: WireMessage) -> [UInt8] {
    let address = WireMessage().message(1, WireMessage().text(2, "10.20.7.9"))
    let source = WireMessage().message(1, address).text(4, "spiffe://shop.example/user/alice")
    var http = WireMessage().text(2, "GET").text(4, "/net/\(verb)").text(6, scheme)
    http = http.message(13, fields)
    let request = WireMessage().message(2, http)
    return WireMessage().message(1, WireMessage().message(1, source).message(4, request)).bytes
  }

  /// Raw fields, as Envoy sends them with `encode_raw_headers`.
  private static func fields(_ fields: [(String, [UInt8])]) -> WireMessage {
    fields.reduce(WireMessage()) { list, field in
      list.message(1, WireMessage().text(1, field.0).block(3, field.1))
    }
  }

  @Test("what the client's fields say is believed only where the proxy is; what Envoy says, always")
  func trust() throws {
    let fields = Self.fields([
      ("x-tenant", Array("red".utf8)), ("x-forwarded-for", Array("1.2.3.4".utf8)),
    ])
    let expectations = [
      (verb: "Tenant", scheme: "http", trusted: true, untrusted: false),
      (verb: "FromOffice", scheme: "http", trusted: false, untrusted: true),
      (verb: "Secure", scheme: "HTTPS", trusted: true, untrusted: true),
    ]
    for trustsProxy in [true, false] {
      let plane = try Gate.plane(trustsProxy: trustsProxy) {
        $0.contextHeaders = ["x-tenant"]
        $0.forwardedForDepth = 1
      }
      for expected in expectations {
        let message = Self.network(expected.verb, scheme: expected.scheme, fields)
        let body = Array(Gate.call(plane, Self.path, message).body.dropFirst(5))
        let allows = trustsProxy ? expected.trusted : expected.untrusted
        #expect(body.starts(with: Self.denied) == !allows, "\(expected), \(trustsProxy)")
      }
    }
  }

  @Test(
    "a request is secure when neither its scheme nor what Envoy forwards says otherwise",
    arguments: [
      ("https", nil, true), ("https", "https", true), ("HTTPS", "wss", true),
      ("https", "http", false), ("http", "https", false), ("http", nil, false),
      ("https", "", false),
    ]
  )
  func schemes(scheme: String, forwarded: String?, isSecure: Bool) throws {
    // A field without a value has neither form of it.
    let fields = Self.fields(forwarded.map { [("x-forwarded-proto", Array($0.utf8))] } ?? [])
    let message = Self.network("Secure", scheme: scheme, fields)
    #expect((try Self.ask(message)[1] == 0) == isSecure)
  }

  @Test("a raw field that is read and is not UTF-8 is a denial, and no other one is")
  func rawFields() throws {
    let plane = try Gate.plane { $0.contextHeaders = ["x-tenant"] }
    for (name, refused) in [("x-tenant", true), ("user-agent", true), ("cookie", false)] {
      let fields = Self.fields([(name, [0xFF])])
      let message = Self.network("Secure", scheme: "https", fields)
      let body = Array(Gate.call(plane, Self.path, message).body.dropFirst(5))
      #expect((body.firstRange(of: Self.badRequest) != nil) == refused, "\(name)")
      #expect((body[1] == 0) == !refused, "\(name)")
    }
  }

  @Test("a raw field that is believed and comes twice is a denial, and no other one is")
  func repeatedFields() throws {
    let plane = try Gate.plane { $0.contextHeaders = ["x-tenant"] }
    for (name, refused) in [("x-tenant", true), ("x-user", true), ("user-agent", false)] {
      for values in [["a", "b"], ["a", "a"], ["a", ""]] {
        let fields = Self.fields(values.map { (name, Array($0.utf8)) })
        let message = Self.network("Secure", scheme: "https", fields)
        let body = Array(Gate.call(plane, Self.path, message).body.dropFirst(5))
        #expect((body.firstRange(of: Self.badRequest) != nil) == refused, "\(name), \(values)")
        #expect((body[1] == 0) == !refused, "\(name), \(values)")
      }
    }
  }

  @Test("slashes that are encoded hide no dots, however many there are")
  func encodedSlashes() throws {
    let plane = try Gate.plane { options in options.paths.refusesEncodedSlash = false }
    for (path, isRead) in [
      ("/orders/%2F%2F42", true), ("/orders/42%2F", true), ("/orders/%2f..%2f42", false),
      ("/orders%2F../42", false), ("/%2F%2F.%2F", false), ("/%2F%2F.;x", false),
    ] {
      let response = Gate.call(plane, Self.path, Self.check("GET", path))
      let refusal = "not written in a form"
      let body = String(decoding: response.body, as: UTF8.self)
      #expect(body.contains(refusal) != isRead, "\(path)")
    }
  }

  @Test(
    "a segment with a parameter is refused, since services serve it without; or is another name",
    arguments: ["/orders;v=1/42", "/orders;/42", "/;/orders/42", "/orders%3Bv/42", "/orders/42%3b"]
  )
  func parameters(path: String) throws {
    let open = try Gate.plane { $0.paths.refusesParameters = false }
    for (plane, isRead) in [(try Gate.plane(), false), (open, true)] {
      let response = Gate.call(plane, Self.path, Self.check("GET", path))
      let body = String(decoding: response.body, as: UTF8.self)
      #expect(body.contains("not written in a form") != isRead, "\(body)")
      if !isRead { #expect(response.body.dropFirst(5).starts(with: Self.denied)) }
    }
  }

  @Test("a target is as long as a text of a question may be, and not longer")
  func longTarget() throws {
    let plane = try Gate.plane()
    for (byteCount, isRead) in [(16_384, true), (16_385, false), (500_000, false)] {
      let path = "/" + String(repeating: "a/", count: byteCount / 2)
      let message = Self.check("GET", String(path.prefix(byteCount)))
      let body = String(decoding: Gate.call(plane, Self.path, message).body, as: UTF8.self)
      #expect(body.contains("the path is too long") != isRead, "\(byteCount)")
    }
  }

  @Test("before anything is loaded Envoy gets an error, not an answer")
  func notReady() throws {
    let response = Gate.call(try Gate.emptyPlane(), Self.path, Self.check("GET", "/orders/42"))
    #expect(response.callStatus?.code == .unavailable)
    #expect(response.body.isEmpty)
  }
}
