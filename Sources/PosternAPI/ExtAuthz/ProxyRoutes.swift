import PosternDecisionPoint
import PosternModel
import PosternTransport

/// The questions that proxies ask over plain HTTP, on a listener that trusts them.
///
/// `/v1/forward-auth` is for nginx, Caddy and Traefik, which describe the request in header fields;
/// `/v1/ext-authz/…` is for Envoy, which sends the request's own method and path behind the prefix.
/// Any answer but 200 keeps the request back.
struct ProxyRoutes {
  private static let forwardAuth = "/v1/forward-auth"
  private static let extAuthz = "/v1/ext-authz"

  private let options: ExtAuthzOptions
  private let trustsProxy: Bool
  private let clock: @Sendable () -> Int
  private var check: ProxyCheck

  init(
    services: CallServices,
    counters: PlaneCounters,
    clock: @escaping @Sendable () -> Int
  ) {
    options = services.extAuthz
    trustsProxy = services.trustsProxy
    self.clock = clock
    var generator = SystemRandomNumberGenerator()
    check = ProxyCheck(
      services: services,
      interface: .forwardAuth,
      ids: DecisionIDSequence(using: &generator),
      counters: counters
    )
  }

  /// Whether the request is a proxy's question about another.
  static func concerns(_ request: borrowing Request) -> Bool {
    request.hasPath(of: forwardAuth) || pathBehindPrefix(of: request) != nil
  }

  /// Answers a request that `concerns` has found.
  ///
  /// - Throws: that the question cannot be understood or answered.
  mutating func answer(
    _ request: borrowing Request,
    by authorizer: Authorizer,
    into response: inout Response
  ) throws(APIError) {
    guard trustsProxy else {
      throw APIError(.notFound, "this listener trusts no proxy, say `trustedProxy: true` for it")
    }
    let proxied =
      request.hasPath(of: ProxyRoutes.forwardAuth)
      ? try described(by: request) : try prefixed(request)
    let answer = try check.answer(proxied, by: authorizer, atSeconds: clock())
    ProxyRoutes.write(answer, into: &response)
  }

  /// Reads what nginx, Caddy or Traefik write into header fields.
  private func described(by request: borrowing Request) throws(APIError) -> ProxiedRequest {
    // A proxy writes one family of fields; what is there of the other is the client's.
    let original = try (
      value(of: ["x-original-method"], in: request),
      value(of: ["x-original-uri", "x-original-url"], in: request)
    )
    let forwarded = try (
      value(of: ["x-forwarded-method"], in: request),
      value(of: ["x-forwarded-uri"], in: request)
    )
    let isForwarded = forwarded.0 != nil || forwarded.1 != nil
    guard !isForwarded || (original.0 == nil && original.1 == nil) else {
      throw APIError(.malformedRequest, "`x-original-` and `x-forwarded-` fields contradict")
    }
    let (givenMethod, givenTarget) = isForwarded ? forwarded : original
    guard let method = givenMethod, let target = givenTarget else {
      throw APIError(
        .malformedRequest,
        "the proxy must send `x-original-method` and `x-original-uri`, or `x-forwarded-method` and "
          + "`x-forwarded-uri`"
      )
    }
    return ProxiedRequest(
      method: method,
      target: ProxyRoutes.path(of: target),
      scheme: try value(of: ["x-forwarded-proto"], in: request) ?? "",
      sourceAddress: "",
      sourceIdentity: "",
      extensions: [:],
      headers: try headers(of: request)
    )
  }

  /// Reads the request that Envoy repeats behind the prefix.
  private func prefixed(_ request: borrowing Request) throws(APIError) -> ProxiedRequest {
    guard request.method != .other, let path = ProxyRoutes.pathBehindPrefix(of: request) else {
      throw APIError(.malformedRequest, "the method is not one that is taken here")
    }
    var extensions: [String: String] = [:]
    if let service = try value(of: ["x-postern-service"], in: request) {
      extensions["postern.service"] = service
    }
    return ProxiedRequest(
      method: request.method.name,
      target: String(decoding: path, as: UTF8.self),
      scheme: try value(of: ["x-forwarded-proto"], in: request) ?? "",
      sourceAddress: "",
      sourceIdentity: "",
      extensions: extensions,
      headers: try headers(of: request)
    )
  }

  /// Returns the path behind the prefix; nil when the prefix is another.
  private static func pathBehindPrefix(of request: borrowing Request) -> ArraySlice<UInt8>? {
    guard request.path.starts(with: extAuthz.utf8) else { return nil }
    let rest = request.path.dropFirst(extAuthz.utf8.count)
    return rest.first == UInt8(ascii: "/") ? rest : nil
  }

  /// Returns the path of a target that may be a whole address.
  private static func path(of target: String) -> String {
    guard target.utf8.first != UInt8(ascii: "/"),
      let scheme = target.firstRange(of: "://"),
      let slash = target[scheme.upperBound...].utf8.firstIndex(of: UInt8(ascii: "/"))
    else { return target }
    return String(target[slash...])
  }

  /// Returns the value of the first of these fields that is there.
  ///
  /// - Throws: that it is there twice: one of them may be the client's.
  private func value(
    of names: [String],
    in request: borrowing Request
  ) throws(APIError) -> String? {
    for name in names {
      let count = request.fields.count(named: name)
      guard count < 2 else {
        throw APIError(.malformedRequest, "the field `\(name)` is there more than once")
      }
      if let value = request.fields.value(named: name) {
        return String(decoding: value, as: UTF8.self)
      }
    }
    return nil
  }

  private func headers(of request: borrowing Request) throws(APIError) -> [String: String] {
    var headers: [String: String] = [:]
    let names = ["user-agent", "x-forwarded-for"] + options.contextHeaders
    for name in names + (options.principalHeader.map { [$0] } ?? []) {
      headers[name] = try value(of: [name], in: request)
    }
    return headers
  }

  private static func write(_ answer: ProxyAnswer, into response: inout Response) {
    switch answer {
    case .allow(let grant):
      response.contentType = .none
      response.addField("x-postern-principal", grant.principal.utf8)
      response.addField("x-postern-decision-id", grant.decisionID.utf8)
      if grant.removesAuthorization {
        response.addField("x-envoy-auth-headers-to-remove", "authorization".utf8)
      }
    case .deny(let denial):
      response.status = denial.status.rawValue
      if let id = denial.decisionID { response.addField("x-postern-decision-id", id.utf8) }
      if let challenge = denial.challenge {
        response.addField("www-authenticate", challenge.utf8)
      }
      response.body.append(contentsOf: denial.body)
    }
  }
}
