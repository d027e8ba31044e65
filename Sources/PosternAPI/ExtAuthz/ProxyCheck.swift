import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternTransport

/// Decides about proxied requests: who asks, what, and on what comes from the proxy and the
/// configuration; the rest is as for every question.
///
/// What a client can provoke is a denial and never an error: a proxy may be configured to let a
/// request pass when it cannot learn the answer.
struct ProxyCheck {
  private let options: ExtAuthzOptions
  private let trustsProxy: Bool
  private let targetByteCountMax: Int
  private let interface: Interface
  private let counters: PlaneCounters
  private var request = AuthorizationRequest()
  private var answers: CallAnswerWriter

  init(
    services: CallServices,
    limits: Limits,
    interface: Interface,
    ids: DecisionIDSequence,
    counters: PlaneCounters
  ) {
    self.interface = interface
    self.counters = counters
    options = services.extAuthz
    trustsProxy = services.trustsProxy
    targetByteCountMax = limits.textByteCountMax
    answers = CallAnswerWriter(ids: ids)
  }

  /// Decides about one request.
  ///
  /// - Throws: that the policies could not be asked, through no fault of the client.
  mutating func answer(
    _ proxied: ProxiedRequest,
    by authorizer: Authorizer,
    atSeconds seconds: Int
  ) throws(APIError) -> ProxyAnswer {
    authorizer.refresh()
    guard authorizer.isReady else {
      throw APIError(.notReady, "no entities have been loaded yet")
    }
    if let refusal = refusal(of: proxied) { return .deny(ProxyDenial(refused: refusal)) }
    guard
      let path = ProxiedPath(proxied.target, by: options.paths)
    else {
      return .deny(ProxyDenial(refused: "the path is not written in a form that is taken here"))
    }
    guard let (action, resource) = subject(of: proxied, at: path) else {
      return .deny(ProxyDenial(refused: "the path does not name what the route is about"))
    }
    let principal = principal(of: proxied)
    fill(principal: principal, action: action, resource: resource, proxied)
    let decision: Decision
    do throws(RequestFault) {
      decision = try authorizer.authorize(request)
    } catch {
      return .deny(ProxyDenial(refused: error.message))
    }
    counters.count(decision, by: interface)
    switch decision.cause {
    case .policy, .unknownPrincipal: break
    case .fault: throw APIError(.undecided, "the question could not be decided")
    }
    let id = answers.id(atSeconds: seconds)
    guard decision.isAllowed else {
      return .deny(
        ProxyDenial(
          message: "\(principal) is not authorized to perform: \(action)"
            + clause(by: authorizer),
          decisionID: id,
          revision: authorizer.revision,
          principal: principal,
          challenge: principal == ProxyCheck.nobody ? options.challenge : nil
        )
      )
    }
    return .allow(
      ProxyGrant(
        principal: principal,
        decisionID: id,
        revision: authorizer.revision,
        removesAuthorization: options.removesAuthorization
      )
    )
  }

  private static let nobody = "anonymous"

  /// Why a request is refused before anything is read into it; nil for most.
  private func refusal(of proxied: ProxiedRequest) -> String? {
    // It is taken apart for each rule, and may become a part of the resource.
    guard proxied.target.utf8.count <= targetByteCountMax else { return "the path is too long" }
    guard
      proxied.malformedFields.isEmpty
        || proxied.malformedFields.isDisjoint(with: options.fieldNames)
    else {
      return "a header field that is read here is not UTF-8"
    }
    // One of the values may be the client's, and which cannot be told.
    guard
      proxied.repeatedFields.isEmpty
        || proxied.repeatedFields.isDisjoint(with: options.valueNames)
    else {
      return "a header field that is read here is there more than once"
    }
    return proxied.hasMethod ? nil : "the method is not written in a form that is taken here"
  }

  /// On what the request was decided, as it follows the action in a sentence.
  private func clause(by authorizer: Authorizer) -> String {
    var bytes: [UInt8] = []
    authorizer.appendResource(of: request, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Who asks: the client by its certificate, else by the field that a trusted proxy has set.
  private func principal(of proxied: ProxiedRequest) -> String {
    if !proxied.sourceIdentity.isEmpty {
      return mapped(proxied.sourceIdentity) ?? ProxyCheck.nobody
    }
    guard trustsProxy, let name = options.principalHeader, let value = proxied.headers[name],
      !value.isEmpty
    else { return ProxyCheck.nobody }
    return mapped(value) ?? (value.utf8.starts(with: "arn:".utf8) ? value : ProxyCheck.nobody)
  }

  private func mapped(_ identity: String) -> String? {
    for rule in options.principals {
      if let captures = rule.identity.match(identity) {
        return rule.principal.fill { captures[$0] }
      }
    }
    return nil
  }

  /// What is done, and on what; nil when the route needs a part that the path has not.
  private func subject(
    of proxied: ProxiedRequest,
    at path: ProxiedPath
  ) -> (action: String, resource: String)? {
    let extensions = proxied.extensions
    let rule = options.routes.lazy.compactMap { rule in
      rule.method == nil || rule.method == proxied.method
        ? rule.path.match(path.text).map { (rule, $0) } : nil
    }.first
    let captures = PathCaptures(method: proxied.method, path: path, named: rule?.1 ?? [:])
    let service = extensions["postern.service"] ?? options.service
    guard
      let action = fill(
        extensions["postern.action"],
        else: rule?.0.action,
        otherwise: "\(service):Invoke",
        captures
      ),
      let resource = fill(
        extensions["postern.resource"],
        else: rule?.0.resource,
        otherwise: "arn:aws:\(service):::route/\(proxied.method)\(path.text)",
        captures
      )
    else { return nil }
    return (action, resource)
  }

  /// Fills the proxy's own template, else that of the rule, else takes the standard as it is.
  private func fill(
    _ own: String?,
    else rule: TextTemplate?,
    otherwise standard: String,
    _ captures: PathCaptures
  ) -> String? {
    if let own { return TextTemplate(own)?.fill { captures[$0] } }
    return rule == nil ? standard : rule?.fill { captures[$0] }
  }

  private mutating func fill(
    principal: String,
    action: String,
    resource: String,
    _ proxied: ProxiedRequest
  ) {
    request.removeAll()
    request.principal = request.append(principal)
    request.action = request.append(action)
    request.resource = request.append(resource)
    request.explain = .none
    let address = sourceAddress(of: proxied)
    if !address.isEmpty { request.addContext("aws:SourceIp", address) }
    if !proxied.scheme.isEmpty {
      request.addContext("aws:SecureTransport", proxied.isSecure ? "true" : "false")
    }
    if let agent = proxied.headers["user-agent"] { request.addContext("aws:UserAgent", agent) }
    for name in trustsProxy ? options.contextHeaders : [] {
      if let value = proxied.headers[name] { request.addContext("envoy:header/\(name)", value) }
    }
    for (key, value) in proxied.extensions.sorted(by: { $0.key < $1.key })
    where !key.utf8.starts(with: "postern.".utf8) {
      request.addContext("envoy:ext/\(key)", value)
    }
  }

  /// The address of the client: as the proxy sees it, or as the field of a trusted one says; empty
  /// when nobody who is believed says it.
  private func sourceAddress(of proxied: ProxiedRequest) -> String {
    guard trustsProxy, options.forwardedForDepth > 0 else { return proxied.sourceAddress }
    let addresses = (proxied.headers["x-forwarded-for"] ?? "").utf8.split(
      separator: UInt8(ascii: ","),
      omittingEmptySubsequences: false
    )
    guard addresses.count >= options.forwardedForDepth else { return "" }
    let address = addresses[addresses.count - options.forwardedForDepth]
    // Only the white space around an element is none of it (RFC 9110 §5.6.1).
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    guard let first = address.firstIndex(where: { !isSpace($0) }),
      let last = address.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(Substring(address[first...last]))
  }
}
