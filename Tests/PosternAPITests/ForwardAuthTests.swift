import PosternAPI
import PosternTransport
import Testing

@Suite("Questions of proxies over HTTP")
struct ForwardAuthTests {
  @Test("what the policies allow passes, with the principal and the id of the decision")
  func allows() throws {
    let response = Gate.forwardAuth(try Gate.plane(), "GET", "/orders/42?x=/../y")
    #expect(response.status == 200)
    #expect(response.body.isEmpty)
    #expect(Gate.field("x-postern-principal", of: response) == Shop.alice)
    #expect(Gate.field("x-postern-decision-id", of: response)?.utf8.count == 26)
  }

  @Test(
    "what the policies do not allow is kept back with 403, and no policy is named",
    arguments: [
      ("DELETE", "/orders/42", Shop.alice), ("POST", "/orders/42", Shop.alice),
      ("GET", "/elsewhere", Shop.alice), ("get", "/orders/42", Shop.alice),
      ("GET", "/orders/42", "arn:aws:iam::111122223333:user/bob"),
      ("GET", "/orders/42", "alice"), ("GET", "/orders/42/items", Shop.alice),
      ("GET", "/orders/", Shop.alice), ("GET", "/Orders/42", Shop.alice),
      ("GET", "/orders\u{338}/42", Shop.alice),
    ]
  )
  func denies(method: String, uri: String, user: String) throws {
    let response = Gate.forwardAuth(try Gate.plane(), method, uri, user: user)
    #expect(response.status == 403)
    let body = String(decoding: response.body, as: UTF8.self)
    #expect(body.hasPrefix(#"{"__type":"AccessDenied","message":""#))
    #expect(!body.contains("policy") && !body.contains("NoDelete"))
  }

  @Test(
    "a method that is no word is kept back with 403",
    arguments: ["", "GE T", "GET/orders", "é"]
  )
  func refusesMethods(method: String) throws {
    let response = Gate.forwardAuth(try Gate.plane(), method, "/orders/42")
    #expect(Gate.outcome(response) == "ValidationException")
    #expect(response.status == 403)
  }

  @Test(
    "a path is read once, as the service reads it",
    arguments: [
      "/orders/42", "/orders//42", "//orders/42", "/%6Frders/%34%32",
      "/orders/4%C3%A9", "/orders/100%25", "/orders/4%252", "/files/a/b", "/files/",
      "/files",
    ]
  )
  func readsPaths(uri: String) throws {
    #expect(Gate.forwardAuth(try Gate.plane(), "GET", uri).status == 200)
  }

  @Test(
    "a path that could be read in two ways is kept back with 403, which nginx passes on",
    arguments: [
      "/x/%2e%2e/orders/42", "/x/%2E./orders/42", "/orders%2F42", "/orders%2f42", "/orders/%5c42",
      "/orders/\\42", "/orders/4%2541", "/orders/%252e%252e", "/orders/%", "/orders/%4",
      "/orders/%zz", "/orders/%00", "/orders/%0a", "/orders/%ff", "/orders/..;/42",
      "/orders/.;x/42", "/../orders/42", "/x/../../orders/42", "/./orders/42", "/orders/42/.",
      "/x/../orders/42", "/files/a/..", "orders/42", "", "*", "/orders/4 2",
      "/orders/%25%32%65", "/orders/\u{7F}", "/orders/42#", "/orders/42#/../../admin",
      "#/orders/42", "/orders/42?x#y",
    ]
  )
  func refusesPaths(uri: String) throws {
    let response = Gate.forwardAuth(try Gate.plane(), "GET", uri)
    #expect(response.status == 403)
    #expect(response.contentType == .json)
    #expect(Gate.outcome(response) == "ValidationException")
  }

  @Test(
    "a whole address stands for its path, and nothing that only looks like one does",
    arguments: [
      ("https://shop.example/orders/42", "allowed"), ("HTTP://shop:8080/orders/42?x", "allowed"),
      ("x+y-1.z://[::1]:80/orders/42", "allowed"), ("http:///orders/42", "allowed"),
      ("https://shop.example", "AccessDenied"), ("https://shop.example/", "AccessDenied"),
      ("/x?u=https://h/orders/42", "AccessDenied"),
      ("http://other?x=http://y/orders/42", "ValidationException"),
      ("?x=http://y/orders/42", "ValidationException"),
      ("foo?u=https://h/orders/42", "ValidationException"),
      ("https://shop?x=/orders/42", "ValidationException"),
      ("https://shop?/orders/42", "ValidationException"),
      ("https://shop#/orders/42", "ValidationException"),
      ("https://shop\\/orders/42", "ValidationException"),
      ("https://a@shop/orders/42", "ValidationException"),
      // What nginx makes of a whole address: its own scheme and host in front of the client's.
      ("https://shophttp://h/orders/42", "ValidationException"),
      ("https://shop:80http://h/orders/42", "ValidationException"),
      ("https://[::1]http://h/orders/42", "ValidationException"),
      ("1x://shop/orders/42", "ValidationException"), ("://shop/orders/42", "ValidationException"),
      ("https:/orders/42", "ValidationException"), ("shop/orders/42", "ValidationException"),
    ]
  )
  func addresses(uri: String, outcome: String) throws {
    let response = Gate.forwardAuth(try Gate.plane(), "GET", uri)
    #expect(Gate.outcome(response) == outcome)
  }

  @Test("an encoded slash stays what it is when it is taken")
  func encodedSlash() throws {
    let plane = try Gate.plane { $0.paths.refusesEncodedSlash = false }
    #expect(Gate.forwardAuth(plane, "GET", "/orders/4%2F2").status == 200)
    #expect(Gate.forwardAuth(plane, "GET", "/orders%2F42").status == 403)
    for uri in [
      "/orders/..%2F..%2F", "/files/a%2F..%2fb", "/files/a%2f..;x/b", "/files/a%2F.;/b",
      "/files/a%2F..%3Bx", "/files/..;%2Fb",
    ] {
      let response = Gate.forwardAuth(plane, "GET", uri)
      #expect(Gate.outcome(response) == "ValidationException", "\(uri)")
    }
  }

  @Test("an encoded slash names one resource, however it is written")
  func encodedSlashCase() throws {
    let plane = try Gate.plane { $0.paths.refusesEncodedSlash = false }
    for uri in ["/x/a%2fb", "/x/a%2Fb"] {
      let body = String(decoding: Gate.forwardAuth(plane, "GET", uri).body, as: UTF8.self)
      #expect(body.contains("route/GET/x/a%2Fb"), "\(body)")
    }
  }

  @Test("nobody is asked to say who it is, when there is a way to say it")
  func challenges() throws {
    let plane = try Gate.plane { $0.challenge = "Bearer" }
    let response = Gate.forwardAuth(plane, "GET", "/orders/42", user: nil)
    #expect(response.status == 401)
    #expect(Gate.field("www-authenticate", of: response) == "Bearer")
    #expect(Gate.forwardAuth(plane, "DELETE", "/orders/42").status == 403)
  }

  @Test("the fields of Caddy and Traefik say the same")
  func forwardedFields() throws {
    let fields = [
      (name: "x-forwarded-method", value: "GET"), (name: "x-forwarded-uri", value: "/orders/42"),
      (name: "x-user", value: Shop.alice),
    ]
    let plane = try Gate.plane()
    #expect(Gate.ask(plane, .get, "/v1/forward-auth?a=b", fields).status == 200)
    #expect(Gate.ask(plane, .get, "/v1/forward-auth", Array(fields.dropFirst())).status == 400)
    let address = [(name: "x-original-url", value: "https://shop.example/orders/42")]
    let method = [(name: "x-original-method", value: "GET"), fields[2]]
    #expect(Gate.ask(plane, .get, "/v1/forward-auth", method + address).status == 200)
  }

  @Test("a client cannot write the fields of another proxy beside those of its own")
  func families() throws {
    let plane = try Gate.plane()
    for name in ["x-forwarded-method", "x-forwarded-uri"] {
      let other = [(name: name, value: "/orders/42")]
      let response = Gate.forwardAuth(plane, "GET", "/orders/42", other)
      #expect(Gate.outcome(response) == "ValidationException", "\(name)")
    }
    let forwarded = ["x-forwarded-method": "GET", "x-forwarded-uri": "/orders/42"]
      .map { (name: $0, value: $1) }
    for name in ["x-original-method", "x-original-uri", "x-original-url"] {
      let other = [(name: name, value: "/x"), (name: "x-user", value: Shop.alice)]
      let response = Gate.ask(plane, .get, "/v1/forward-auth", forwarded + other)
      #expect(Gate.outcome(response) == "ValidationException", "\(name)")
    }
  }

  @Test("a client cannot write the other name of the field with the path")
  func otherName() throws {
    let plane = try Gate.plane()
    let address = [(name: "x-original-url", value: "https://shop.example/admin")]
    for uri in ["/orders/42", "/admin"] {
      let response = Gate.forwardAuth(plane, "GET", uri, address)
      #expect(Gate.outcome(response) == "ValidationException", "\(uri)")
      #expect(response.status == 403)
    }
  }

  @Test(
    "a field that is not UTF-8 is refused, since it cannot be told from others",
    arguments: ["x-original-uri", "x-original-method", "x-user", "x-forwarded-proto", "x-tenant"]
  )
  func malformedFields(name: String) throws {
    let plane = try Gate.plane { $0.contextHeaders = ["x-tenant"] }
    let values = [
      "x-original-method": "GET", "x-original-uri": "/files/a", "x-user": Shop.alice,
      "x-forwarded-proto": "https", "x-tenant": "red",
    ]
    let fields = values.map { field, value in
      (name: field, value: Array(value.utf8) + (field == name ? [0xFF] : []))
    }
    let response = Gate.ask(plane, rawFields: fields)
    #expect(Gate.outcome(response) == "ValidationException")
    #expect(response.status == 403)
    let others = Gate.ask(plane, rawFields: fields.filter { $0.name != name })
    #expect(Gate.outcome(others) != "ValidationException")
  }

  @Test("a field that is there twice is believed neither time")
  func twice() throws {
    let plane = try Gate.plane()
    for name in ["x-original-method", "x-original-uri", "x-user"] {
      let again = [(name: name, value: "GET")]
      let response = Gate.forwardAuth(plane, "GET", "/orders/42", again)
      #expect(Gate.outcome(response) == "ValidationException", "\(name)")
      #expect(response.status == 403)
    }
  }

  @Test("Envoy's plain form repeats method and path behind a prefix")
  func prefix() throws {
    let plane = try Gate.plane()
    let user = [(name: "x-user", value: Shop.alice)]
    #expect(Gate.ask(plane, .get, "/v1/ext-authz/orders/42", user).status == 200)
    #expect(Gate.ask(plane, .delete, "/v1/ext-authz/orders/42", user).status == 403)
    #expect(Gate.ask(plane, .get, "/v1/ext-authz/x/../orders/42", user).status == 400)
    #expect(Gate.ask(plane, .get, "/v1/ext-authzorders/42", user).status == 404)
    #expect(Gate.ask(plane, .get, "/v1/ext-authz/orders/%2e/42", user).status == 400)
    #expect(Gate.ask(plane, .get, "/v1/ext-authz/orders/42", user + user).status == 400)
    #expect(Gate.ask(plane, .other, "/v1/ext-authz/orders/42", user).status == 400)
  }

  @Test(
    "Envoy's plain form takes every method that is a word, and the policies decide about it",
    arguments: [
      ("PROPFIND", 200), ("TRACE", 200), ("BREW", 200), ("get", 200), ("GE T", 400), ("", 400),
    ]
  )
  func methods(name: String, status: UInt16) throws {
    var response = Response()
    let user = [(name: "x-user", value: Array(Shop.alice.utf8))]
    try Gate.plane().respond(
      to: Request(methodNamed: name, target: "/v1/ext-authz/files/a", rawFields: user),
      into: &response
    )
    #expect(response.status == status)
  }

  @Test(
    "a request is secure when the proxy says a scheme that is, in any case",
    arguments: [
      ("https", 200), ("HTTPS", 200), ("wss", 200), ("http", 403), ("ws", 403), ("", 403),
      ("https,http", 403),
    ]
  )
  func schemes(scheme: String, status: UInt16) throws {
    let field = [(name: "x-forwarded-proto", value: scheme)]
    let response = Gate.forwardAuth(try Gate.plane(), "GET", "/net/Secure", field)
    #expect(response.status == status)
  }

  @Test(
    "the address of the client is the one that the configured proxy has added",
    arguments: [
      ("10.20.7.9", 200), ("\t10.20.7.9 ", 200), ("1.2.3.4, 10.20.7.9", 200),
      ("10.20.7.9, 1.2.3.4", 403), ("1 0.20.7.9", 403), ("10.20.7. 9", 403), ("", 403),
    ]
  )
  func forwardedFor(value: String, status: UInt16) throws {
    let plane = try Gate.plane { $0.forwardedForDepth = 1 }
    let field = [(name: "x-forwarded-for", value: value)]
    let response = Gate.forwardAuth(plane, "GET", "/net/FromOffice", field)
    #expect(response.status == status)
  }

  @Test("a listener that trusts no proxy answers none")
  func untrusted() throws {
    let plane = try Gate.plane(trustsProxy: false)
    #expect(Gate.forwardAuth(plane, "GET", "/orders/42").status == 404)
    #expect(Gate.ask(plane, .get, "/v1/ext-authz/orders/42", []).status == 404)
  }
}
