import PosternDecisionPoint
import PosternModel
import PosternTransport

/// The questions that proxies ask over plain HTTP, on a listener that trusts them.
///
/// `/v1/forward-auth` is for nginx, Caddy and Traefik, which describe the request in header fields;
/// `/v1/ext-authz/…` is for Envoy, which sends the request's own method and path behind the prefix.
/// Any answer but 200 keeps the request back.
///
/// nginx passes 401 and 403 on and makes an error of its own of any other answer, so that what a
/// client can provoke is answered with these at `/v1/forward-auth`.
struct ProxyRoutes {
  private static let forwardAuth = "/v1/forward-auth"
  private static let extAuthz = "/v1/ext-authz"

  private let options: ExtAuthzOptions
  private let trustsProxy: Bool
  private let clock: @Sendable () -> Int
  private let counters: PlaneCounters
  private var check: ProxyCheck

  init(
    services: CallServices,
    limits: Limits,
    counters: PlaneCounters,
    clock: @escaping @Sendable () -> Int
  ) {
    options = services.extAuthz
    trustsProxy = services.trustsProxy
    self.clock = clock
    self.counters = counters
    var generator = SystemRandomNumberGenerator()
    check = ProxyCheck(
      services: services,
      limits: limits,
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
    let isForwardAuth = request.hasPath(of: ProxyRoutes.forwardAuth)
    let proxied: ProxiedRequest?
    do throws(APIError) {
      proxied = isForwardAuth ? try described(by: request) : try prefixed(request)
    } catch {
      counters.count(error)
      let refusal = ProxyAnswer.deny(ProxyDenial(refused: error.message))
      return ProxyRoutes.write(refusal, isForwardAuth: isForwardAuth, into: &response)
    }
    guard let proxied else {
      throw APIError(
        .malformedRequest,
        "the proxy must send `x-original-method` and `x-original-uri`, or `x-forwarded-method` and "
          + "`x-forwarded-uri`"
      )
    }
    let answer = try check.answer(proxied, by: authorizer, atSeconds: clock())
    ProxyRoutes.write(answer, isForwardAuth: isForwardAuth, into: &response)
  }

  /// Reads what nginx, Caddy or Traefik write into header fields; nil when they are not there.
  ///
  /// A proxy writes one family of fields, and one name for the address; what is there besides is
  /// the client's, and which is which cannot be told.
  /// - Throws: that more is there than one proxy writes, or that it cannot be read.
  private func described(by request: borrowing Request) throws(APIError) -> ProxiedRequest? {
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
    guard let method = givenMethod, let target = givenTarget else { return nil }
    return ProxiedRequest(
      method: method,
      target: AbsoluteTarget.path(of: target),
      scheme: try value(of: ["x-forwarded-proto"], in: request) ?? "",
      sourceAddress: "",
      sourceIdentity: "",
      extensions: [:],
      headers: try headers(of: request)
    )
  }

  /// Reads the request that Envoy repeats behind the prefix; nil when there is none.
  ///
  /// - Throws: that it cannot be read.
  private func prefixed(_ request: borrowing Request) throws(APIError) -> ProxiedRequest? {
    guard let path = ProxyRoutes.pathBehindPrefix(of: request) else { return nil }
    guard let target = String(validating: path, as: UTF8.self) else {
      throw APIError(.malformedRequest, "the path is not UTF-8")
    }
    var extensions: [String: String] = [:]
    if let service = try value(of: ["x-postern-service"], in: request) {
      extensions["postern.service"] = service
    }
    return ProxiedRequest(
      method: request.methodName,
      target: target,
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

  /// Returns the value of the one field that has one of these names.
  ///
  /// - Throws: that more than one has, since one of them may be the client's; or that the value is
  ///   not UTF-8, since two that differ would look the same when they were mended.
  private func value(
    of names: [String],
    in request: borrowing Request
  ) throws(APIError) -> String? {
    var found: String?
    for name in names {
      let count = request.fields.count(named: name)
      guard count + (found == nil ? 0 : 1) < 2 else {
        let list = names.map { "`\($0)`" }.joined(separator: " or ")
        throw APIError(.malformedRequest, "the field \(list) is there more than once")
      }
      guard let bytes = request.fields.value(named: name) else { continue }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw APIError(.malformedRequest, "the field `\(name)` is not UTF-8")
      }
      found = text
    }
    return found
  }

  private func headers(of request: borrowing Request) throws(APIError) -> [String: String] {
    var headers: [String: String] = [:]
    for name in options.fieldNames {
      headers[name] = try value(of: [name], in: request)
    }
    return headers
  }

  private static func write(
    _ answer: ProxyAnswer,
    isForwardAuth: Bool,
    into response: inout Response
  ) {
    switch answer {
    case .allow(let grant):
      response.contentType = .none
      response.addField("x-postern-principal", grant.principal.utf8.span)
      response.addField("x-postern-decision-id", grant.decisionID.utf8.span)
      if grant.removesAuthorization {
        response.addField("x-envoy-auth-headers-to-remove", "authorization".utf8.span)
      }
    case .deny(let denial):
      let status =
        isForwardAuth && denial.status == .badRequest ? ProxyDenial.Status.forbidden : denial.status
      response.status = status.rawValue
      if let id = denial.decisionID { response.addField("x-postern-decision-id", id.utf8.span) }
      if let challenge = denial.challenge {
        response.addField("www-authenticate", challenge.utf8.span)
      }
      response.body.append(contentsOf: denial.body)
    }
  }
}
