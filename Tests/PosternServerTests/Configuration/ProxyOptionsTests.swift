import PosternServer
import Testing

@Suite("What proxies ask about, in the configuration")
struct ProxyOptionsTests {
  @Test(
    "what could work is taken",
    arguments: [
      #"routes: [{path: "/o/{id}", action: "o:Get", resource: "arn:aws:o:::{1}/{id}/{method}"}]"#,
      #"routes: [{path: "/{rest...}", action: "o:{2}", resource: "arn:aws:o:::{path}{rest}"}]"#,
      #"routes: [{method: M-SEARCH, path: /, action: "o:Get", resource: "*"}]"#,
      #"principals: [{identity: "a/{b}", principal: "arn:aws:iam::111122223333:user/{b}"}]"#,
      #"principals: [{identity: "{n}/{a}", principal: "arn:aws:sts::{n}:assumed-role/R/{a}"}]"#,
      #"principals: [{identity: "{name}", principal: "{name}"}]"#,
      #"principals: [{identity: web, principal: web.example.org}]"#,
      #"principalHeader: X-User"#, #"contextHeaders: [x-tenant, X-Tier]"#,
      #"challenge: 'Bearer realm="orders"'"#, "service: orders-v2",
    ]
  )
  func accepts(text: String) throws {
    #expect(try ConfigurationFile.problems("proxies: {\(text)}") == [])
  }

  @Test(
    "what no request could get through is refused with its place",
    arguments: [
      (
        #"routes: [{path: "/o/{id}", action: "o:Get", resource: "arn:aws:o:::{nope}"}]"#,
        "65: `proxies.routes[0].resource` has `{nope}`, and the path has no such part"
      ),
      (
        #"routes: [{path: "/o/{id}", action: "o:Get", resource: "arn:aws:o:::{3}"}]"#,
        "65: `proxies.routes[0].resource` has `{3}`, and the path has no such part"
      ),
      (
        #"routes: [{path: o, action: "o:Get", resource: "*"}]"#,
        "27: `proxies.routes[0].path` is `o`, expected a path such as `/orders/{id}` or "
          + "`/files/{name...}`"
      ),
      (
        #"routes: [{method: get, path: /, action: "o:Get", resource: "*"}]"#,
        "29: `proxies.routes[0].method` is `get`, expected a method in capitals, such as `GET`"
      ),
      (
        #"routes: [{path: /, action: get, resource: "*"}]"#,
        "38: `proxies.routes[0].action` is `get`, expected an action such as `orders:GetOrder`"
      ),
      (
        #"routes: [{path: /, action: "o:Get", resource: "o/{path}"}]"#,
        "57: `proxies.routes[0].resource` is `o/{path}`, expected `*` or an ARN such as "
          + "`arn:aws:orders:::order/{id}`"
      ),
      (
        #"principals: [{identity: "a/{b}", principal: "arn:aws:iam::1:user/{b}"}]"#,
        "55: `proxies.principals[0].principal` is `arn:aws:iam::1:user/{b}`, expected a principal, "
          + "such as `arn:aws:sts::111122223333:assumed-role/Web/{name}`"
      ),
      (
        #"principals: [{identity: "a/{b}", principal: "arn:aws:iam::111122223333:role/{b}"}]"#,
        "55: `proxies.principals[0].principal` is `arn:aws:iam::111122223333:role/{b}`, expected a "
          + "principal, such as `arn:aws:sts::111122223333:assumed-role/Web/{name}`"
      ),
      (
        #"principals: [{identity: "a/{b}", principal: "arn:aws:iam::111122223333:user/{a}"}]"#,
        "55: `proxies.principals[0].principal` has `{a}`, and the name has no such part"
      ),
      (
        #"principalHeader: "x user""#,
        "28: `proxies.principalHeader` is `x user`, expected the name of a header field, such as "
          + "`x-user`"
      ),
      (
        #"contextHeaders: [":path"]"#,
        "28: expected the name of a header field, such as `x-user` in `proxies.contextHeaders`"
      ),
      (
        #"service: "a b""#,
        "20: `proxies.service` is `a b`, expected the prefix of a service, such as `orders`"
      ),
      (
        #"challenge: "Bearer\r\nset-cookie: a=b""#,
        "22: `proxies.challenge` is `Bearer\u{FFFD}\u{FFFD}set-cookie: a=b`, expected a "
          + "challenge such as `Bearer`, in printable characters"
      ),
    ]
  )
  func refuses(text: String, problem: String) throws {
    #expect(try ConfigurationFile.problems("proxies: {\(text)}") == ["file:1:\(problem)"])
  }

  private static func routes(_ paths: [String], _ more: String = "") -> String {
    let rules = paths.map { "    - {action: \"o:Get\", resource: \"*\", path: \"\($0)\"}\n" }
    return "proxies:\n  routes:\n\(rules.joined())\(more)"
  }

  @Test(
    "a path that no request can have is refused, and its normal form named",
    arguments: [
      ("/a%20b", "/a b"), ("/x/../y", nil), ("/d//e", "/d/e"), ("/./{id}", nil),
      ("/a%2fb", nil), ("/%2e%2e/a", nil), ("/a/{x}/../b", nil), ("/a/..", nil), ("/../a", nil),
      ("//{rest...}", "/{rest...}"), ("/caf%C3%A9", "/caf\u{E9}"),
    ] as [(String, String?)]
  )
  func unread(path: String, normal: String?) throws {
    let problems = try ConfigurationFile.problems(Self.routes([path]))
    let help = normal.map { "; write `\($0)`" } ?? ""
    #expect(
      problems == [
        "file:3:46: `proxies.routes[0].path` is `\(path)`, which no request has: encodings are "
          + "decoded and empty segments dropped before paths are compared, and dot segments are "
          + "kept back\(help)"
      ]
    )
    if let normal { #expect(try ConfigurationFile.problems(Self.routes([normal])) == []) }
  }

  @Test("a path with a query or a fragment is refused", arguments: ["/q?y", "/q#y", "/{a}/?x"])
  func behindPath(path: String) throws {
    let problems = try ConfigurationFile.problems(Self.routes([path]))
    #expect(
      problems.first?.hasSuffix(
        "`\(path)`, and what stands behind the path of a request is not compared; end it before "
          + "the `?` or `#`"
      ) == true
    )
  }

  @Test(
    "paths that requests can have are taken",
    arguments: ["/", "/a b", "/100%", "/a/", "/caf\u{E9}", "/a.b/.c", "/{a}/", "/~a:b@c", "/%zz"]
  )
  func read(path: String) throws {
    #expect(try ConfigurationFile.problems(Self.routes([path])) == [])
  }

  @Test("a semicolon is taken where requests may have one")
  func parameters() throws {
    let problems = try ConfigurationFile.problems(Self.routes(["/~a:b@c;d"]))
    #expect(
      problems.first?.hasSuffix(
        "`/~a:b@c;d`, and a request whose path has a `;` is refused; say `refusePathParameters: "
          + "false` when the service takes it for a part of the name"
      ) == true
    )
    let more = "  refusePathParameters: false\n"
    #expect(try ConfigurationFile.problems(Self.routes(["/~a:b@c;d"], more)) == [])
  }

  @Test("an encoded slash is taken where requests may have one, in the form that is compared")
  func encodedSlash() throws {
    let more = "  refuseEncodedSlash: false\n"
    #expect(try ConfigurationFile.problems(Self.routes(["/a%2Fb"], more)) == [])
    #expect(
      try ConfigurationFile.problems(Self.routes(["/a%2fb"], more)).first?
        .hasSuffix("; write `/a%2Fb`") == true
    )
  }

  @Test(
    "a rule that an earlier one covers is refused",
    arguments: [
      (["/{rest...}", "/a"], "/{rest...}"), (["/a/{rest...}", "/a"], "/a/{rest...}"),
      (["/a/{x}", "/a/b"], "/a/{x}"), (["/a/{x}", "/a/{y}"], "/a/{x}"),
      (["/{x}/{rest...}", "/{y}/{z}/{all...}"], "/{x}/{rest...}"), (["/b", "/a", "/a"], "/a"),
    ]
  )
  func covered(paths: [String], by earlier: String) throws {
    let line = paths.count + 2
    let index = paths.count - 1
    #expect(
      try ConfigurationFile.problems(Self.routes(paths)) == [
        "file:\(line):46: `proxies.routes[\(index)].path` is never reached, the rule for "
          + "`\(earlier)` is above it"
      ]
    )
  }

  @Test(
    "rules that overlap are taken",
    arguments: [
      ["/a", "/{x}"], ["/a/{x}", "/{x}/b"], ["/{x}", "/{rest...}"], ["/{x}", "/"], ["/a", "/a/"],
      ["/a/{x}", "/a/{rest...}"], ["/a/b/{rest...}", "/a"],
    ]
  )
  func overlapping(paths: [String]) throws {
    #expect(try ConfigurationFile.problems(Self.routes(paths)) == [])
  }

  @Test("rules for other methods cover nothing, a rule for every method covers all")
  func methods() throws {
    func problems(_ first: String, _ second: String) throws -> [String] {
      let rest = #"path: /a, action: "o:Get", resource: "*"}"#
      return try ConfigurationFile.problems(
        "proxies: {routes: [{\(first)\(rest), {\(second)\(rest)]}"
      )
    }
    #expect(try problems("method: GET, ", "method: PUT, ") == [])
    #expect(try problems("method: GET, ", "") == [])
    #expect(try problems("", "method: GET, ").count == 1)
    #expect(
      try problems("method: GET, ", "method: GET, ").first?
        .hasSuffix("is never reached, the rule for `GET /a` is above it") == true
    )
  }

  @Test("an identity that an earlier rule covers is refused")
  func identities() throws {
    let problems = try ConfigurationFile.problems(
      """
      proxies:
        principals:
          - {principal: "{a}", identity: "b/{a}"}
          - {principal: "arn:aws:iam::111122223333:user/c", identity: "b/c"}
      """
    )
    #expect(
      problems == [
        "file:4:65: `proxies.principals[1].identity` is never reached, the rule for `b/{a}` is "
          + "above it"
      ]
    )
  }

  @Test("a header field that is named twice is refused, in whatever case")
  func twiceNamed() throws {
    #expect(
      try ConfigurationFile.problems("proxies: {contextHeaders: [x-t, X-T]}") == [
        "file:1:33: `proxies.contextHeaders` names `x-t` twice, whose condition key can be set "
          + "only once"
      ]
    )
  }
}
