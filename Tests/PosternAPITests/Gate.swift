import PosternAPI
import PosternDecisionPoint
import PosternModel
import PosternTransport

/// The shop behind a proxy: who asks stands in the field `x-user`, or in a client certificate.
enum Gate {
  /// A plane that answers proxies.
  static func plane(
    trustsProxy: Bool = true,
    limits: Limits = .standard,
    authzen: AuthZENMapping? = nil,
    counters: PlaneCounters = PlaneCounters(),
    _ change: (inout ExtAuthzOptions) -> Void = { _ in }
  ) throws -> DecisionPlane {
    let point = DecisionPoint(limits: limits)
    try point.publish(contents(), revision: 17)
    let plane = plane(of: point, limits: limits, authzen: authzen, counters: counters)
    var options = ExtAuthzOptions.standard
    options.principalHeader = "x-user"
    options.principals = try rules()
    options.routes = try routes()
    change(&options)
    plane.serve(
      CallServices(
        health: ServiceHealth(version: "1", decisionPoint: point),
        reflects: false,
        extAuthz: options,
        trustsProxy: trustsProxy
      )
    )
    return plane
  }

  /// A plane that has loaded nothing.
  static func emptyPlane() throws -> DecisionPlane {
    let point = DecisionPoint(limits: .standard)
    let plane = plane(
      of: point,
      limits: .standard,
      authzen: nil,
      counters: PlaneCounters()
    )
    plane.serve(
      CallServices(
        health: ServiceHealth(version: "1", decisionPoint: point),
        reflects: false,
        extAuthz: .standard,
        trustsProxy: true
      )
    )
    return plane
  }

  private static func plane(
    of point: DecisionPoint,
    limits: Limits,
    authzen: AuthZENMapping?,
    counters: PlaneCounters
  ) -> DecisionPlane {
    DecisionPlane(
      authorizer: Authorizer(
        decisionPoint: point,
        trustsContext: false,
        secondsSinceEpoch: { 1_700_000_000 }
      ),
      limits: limits,
      authzen: authzen,
      counters: counters,
      clock: { 1_700_000_000 }
    )
  }

  /// The shop, in which alice may do three things that hang on what is known of the request.
  private static func contents() -> AccountContents {
    let document = #"""
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "net:FromOffice", "Resource": "*",
          "Condition": {"IpAddress": {"aws:SourceIp": "10.20.0.0/16"}}},
        {"Effect": "Allow", "Action": "net:Tenant", "Resource": "*",
          "Condition": {"StringEquals": {"envoy:header/x-tenant": "red"}}},
        {"Effect": "Allow", "Action": "net:Secure", "Resource": "*",
          "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}
      """#
    var contents = Shop.contents()
    contents.users = contents.users.map { user in
      User(
        account: user.account,
        name: user.name,
        path: user.path,
        uniqueID: user.uniqueID,
        createdSeconds: 0,
        groups: [],
        inlinePolicies: [
          InlinePolicy(name: "Net", document: PolicyText(text: document, origin: nil))
        ],
        attachedPolicies: user.attachedPolicies,
        permissionsBoundary: nil,
        tags: []
      )
    }
    return contents
  }

  /// Asks as nginx does; returns the whole response.
  static func forwardAuth(
    _ plane: DecisionPlane,
    _ method: String,
    _ uri: String,
    user: String? = Shop.alice,
    _ more: [(name: String, value: String)] = []
  ) -> Response {
    var fields = [(name: "x-original-method", value: method), (name: "x-original-uri", value: uri)]
    if let user { fields.append((name: "x-user", value: user)) }
    return ask(plane, .get, "/v1/forward-auth", fields + more)
  }

  /// Sends a request without a body.
  static func ask(
    _ plane: DecisionPlane,
    _ method: PosternTransport.Method,
    _ target: String,
    _ fields: [(name: String, value: String)]
  ) -> Response {
    var response = Response()
    plane.respond(
      to: Request(method: method, target: target, fields: fields, body: []),
      into: &response
    )
    return response
  }

  /// Sends a request whose fields hold any bytes.
  static func ask(_ plane: DecisionPlane, rawFields: [(name: String, value: [UInt8])]) -> Response {
    var response = Response()
    plane.respond(
      to: Request(methodNamed: "GET", target: "/v1/forward-auth", rawFields: rawFields),
      into: &response
    )
    return response
  }

  /// What an answer over HTTP means, in one word: `allowed`, or the kind of the denial.
  static func outcome(_ response: Response) -> String {
    guard response.status != 200 else { return "allowed" }
    let parts = String(decoding: response.body, as: UTF8.self).split(separator: "\"")
    return parts.count > 3 && parts[1] == "__type" ? String(parts[3]) : "\(response.status)"
  }

  /// Returns a header field of an answer.
  static func field(_ name: String, of response: Response) -> String? {
    response.fields.value(named: name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls a method with one message.
  static func call(_ plane: DecisionPlane, _ path: String, _ message: [UInt8]) -> Response {
    var response = Response()
    let fields = [(name: "content-type", value: "application/grpc")]
    let length = UInt32(message.count)
    let body = [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + message
    plane.respond(
      to: Request(method: .post, target: path, fields: fields, body: body),
      into: &response
    )
    return response
  }

  private struct BadRule: Error {}

  private static func rules() throws -> [PrincipalRule] {
    guard let identity = PathTemplate("spiffe://shop.example/user/{name}"),
      let principal = TextTemplate("arn:aws:iam::111122223333:user/{name}")
    else { throw BadRule() }
    return [PrincipalRule(identity: identity, principal: principal)]
  }

  private static func routes() throws -> [RouteRule] {
    let texts = [
      ("GET", "/orders/{id}", "orders:GetOrder", "{id}"),
      ("DELETE", "/orders/{id}", "orders:DeleteOrder", "{id}"),
      (nil, "/files/{name...}", "orders:GetOrder", "{name}"),
      (nil, "/net/{verb}", "net:{verb}", "1"),
    ]
    return try texts.map { method, path, action, part in
      guard let path = PathTemplate(path), let action = TextTemplate(action),
        let resource = TextTemplate("arn:aws:orders:eu-west-1:111122223333:order/\(part)")
      else { throw BadRule() }
      return RouteRule(method: method, path: path, action: action, resource: resource)
    }
  }
}
