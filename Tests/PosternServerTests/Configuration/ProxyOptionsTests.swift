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
}
