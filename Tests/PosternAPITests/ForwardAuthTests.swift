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
    "a method that is no word is kept back with 400",
    arguments: ["", "GE T", "GET/orders", "é"]
  )
  func refusesMethods(method: String) throws {
    #expect(Gate.forwardAuth(try Gate.plane(), method, "/orders/42").status == 400)
  }

  @Test(
    "a path is read once, as the service reads it",
    arguments: [
      "/orders/42", "/orders//42", "/./orders/42", "/x/../orders/42", "/%6Frders/%34%32",
      "/orders/4%C3%A9", "/orders/100%25", "/orders/4%252", "/files/a/b", "/orders/42#f",
    ]
  )
  func readsPaths(uri: String) throws {
    #expect(Gate.forwardAuth(try Gate.plane(), "GET", uri).status == 200)
  }

  @Test(
    "a path that could be read in two ways is kept back with 400",
    arguments: [
      "/x/%2e%2e/orders/42", "/x/%2E./orders/42", "/orders%2F42", "/orders%2f42", "/orders/%5c42",
      "/orders/\\42", "/orders/4%2541", "/orders/%252e%252e", "/orders/%", "/orders/%4",
      "/orders/%zz", "/orders/%00", "/orders/%0a", "/orders/%ff", "/orders/..;/42",
      "/orders/.;x/42", "/../orders/42", "/x/../../orders/42", "orders/42", "", "*", "/orders/4 2",
      "/orders/%25%32%65", "/orders/\u{7F}",
    ]
  )
  func refusesPaths(uri: String) throws {
    let response = Gate.forwardAuth(try Gate.plane(), "GET", uri)
    #expect(response.status == 400)
    #expect(response.contentType == .json)
  }

  @Test("an encoded slash stays what it is when it is taken")
  func encodedSlash() throws {
    let plane = try Gate.plane { $0.refusesEncodedSlash = false }
    #expect(Gate.forwardAuth(plane, "GET", "/orders/4%2F2").status == 200)
    #expect(Gate.forwardAuth(plane, "GET", "/orders/..%2F..%2F").status == 400)
    #expect(Gate.forwardAuth(plane, "GET", "/orders%2F42").status == 403)
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
      #expect(Gate.forwardAuth(plane, "GET", "/orders/42", other).status == 400, "\(name)")
    }
  }

  @Test("a field that is there twice is believed neither time")
  func twice() throws {
    let plane = try Gate.plane()
    for name in ["x-original-method", "x-original-uri", "x-user"] {
      let again = [(name: name, value: "GET")]
      #expect(Gate.forwardAuth(plane, "GET", "/orders/42", again).status == 400, "\(name)")
    }
  }

  @Test("Envoy's plain form repeats method and path behind a prefix")
  func prefix() throws {
    let plane = try Gate.plane()
    let user = [(name: "x-user", value: Shop.alice)]
    #expect(Gate.ask(plane, .get, "/v1/ext-authz/orders/42", user).status == 200)
    #expect(Gate.ask(plane, .delete, "/v1/ext-authz/orders/42", user).status == 403)
    #expect(Gate.ask(plane, .get, "/v1/ext-authz/x/../orders/42", user).status == 200)
    #expect(Gate.ask(plane, .get, "/v1/ext-authzorders/42", user).status == 404)
    #expect(Gate.ask(plane, .other, "/v1/ext-authz/orders/42", user).status == 400)
  }

  @Test("a listener that trusts no proxy answers none")
  func untrusted() throws {
    let plane = try Gate.plane(trustsProxy: false)
    #expect(Gate.forwardAuth(plane, "GET", "/orders/42").status == 404)
    #expect(Gate.ask(plane, .get, "/v1/ext-authz/orders/42", []).status == 404)
  }
}
