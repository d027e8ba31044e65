import PosternAPI
import PosternManifest

/// Reads how the requests that proxies ask about become questions.
///
///     principals: [{identity: "spiffe://example.org/{name}", principal: "arn:…:user/{name}"}]
///     principalHeader: x-user
///     routes: [{method: GET, path: "/orders/{id}", action: "orders:GetOrder", resource: "arn:…"}]
///     service: proxy
///     contextHeaders: [x-tenant]
///     forwardedForDepth: 0
///     refuseEncodedSlash: true
///     removeAuthorization: false
///     challenge: Bearer
struct ExtAuthzReader {
  private static let field = "the name of a header field"
  private static let path = "a path such as `/orders/{id}` or `/files/{name...}`"
  private static let template = "text in which braces hold the name of a part of the path"
  private static let depthRange = 0...32

  /// Returns the options; those that hold when nothing is said for what is a problem.
  static func read(
    _ node: ConfigurationNode,
    problems: inout ProblemList
  ) -> ExtAuthzOptions {
    var options = ExtAuthzOptions.standard
    let map = ConfigurationMap(
      node,
      path: "proxies",
      expected: [
        "principals", "principalHeader", "routes", "service", "contextHeaders",
        "forwardedForDepth", "refuseEncodedSlash", "removeAuthorization", "challenge",
      ],
      problems: &problems
    )
    guard let map else { return options }
    options.principals = principals(in: map, &problems)
    options.principalHeader = map.text("principalHeader", expecting: field, &problems)?.text
      .lowercased()
    options.routes = routes(in: map, &problems)
    if let service = map.text("service", expecting: "the prefix of a service", &problems) {
      options.service = service.text
    }
    options.contextHeaders = fields(in: map, &problems)
    options.forwardedForDepth = map.number("forwardedForDepth", depthRange, &problems) ?? 0
    options.refusesEncodedSlash = map.boolean("refuseEncodedSlash", &problems) ?? true
    options.removesAuthorization = map.boolean("removeAuthorization", &problems) ?? false
    options.challenge = map.text("challenge", expecting: "a challenge", &problems)?.text
    return options
  }

  private static func principals(
    in map: ConfigurationMap,
    _ problems: inout ProblemList
  ) -> [PrincipalRule] {
    rules("principals", in: map, ["identity", "principal"], &problems) { rule, node, problems in
      let identity = made(rule, "identity", path, at: node, &problems) { PathTemplate($0) }
      let principal = made(rule, "principal", template, at: node, &problems) { TextTemplate($0) }
      guard let identity, let principal else { return nil }
      return PrincipalRule(identity: identity, principal: principal)
    }
  }

  private static func routes(
    in map: ConfigurationMap,
    _ problems: inout ProblemList
  ) -> [RouteRule] {
    let members = ["method", "path", "action", "resource"]
    return rules("routes", in: map, members, &problems) { rule, node, problems in
      let method = rule.text("method", expecting: "a method such as `GET`", &problems)?.text
      let path = made(rule, "path", path, at: node, &problems) { PathTemplate($0) }
      let action = made(rule, "action", template, at: node, &problems) { TextTemplate($0) }
      let resource = made(rule, "resource", template, at: node, &problems) { TextTemplate($0) }
      guard let path, let action, let resource else { return nil }
      return RouteRule(method: method, path: path, action: action, resource: resource)
    }
  }

  private static func rules<Rule>(
    _ name: String,
    in map: ConfigurationMap,
    _ members: [String],
    _ problems: inout ProblemList,
    _ make: (ConfigurationMap, ConfigurationNode, inout ProblemList) -> Rule?
  ) -> [Rule] {
    var rules: [Rule] = []
    for (index, node) in map.list(name, &problems).enumerated() {
      let path = "\(map.path(of: name))[\(index)]"
      let rule = ConfigurationMap(node, path: path, expected: members, problems: &problems)
      if let rule, let made = make(rule, node, &problems) { rules.append(made) }
    }
    return rules
  }

  /// Reads a text that must be there and turns it into what it stands for.
  private static func made<Value>(
    _ rule: ConfigurationMap,
    _ name: String,
    _ expectation: String,
    at node: ConfigurationNode,
    _ problems: inout ProblemList,
    _ make: (String) -> Value?
  ) -> Value? {
    let text = rule.requiredText(name, expecting: expectation, at: node.place, &problems)
    guard let text else { return nil }
    guard let value = make(text.text) else {
      rule.refuse(text, of: name, expecting: expectation, &problems)
      return nil
    }
    return value
  }

  private static func fields(
    in map: ConfigurationMap,
    _ problems: inout ProblemList
  ) -> [String] {
    map.list("contextHeaders", &problems).compactMap { element in
      guard case .text(let text) = element.content, !text.isEmpty else {
        problems.add("expected \(field) in `proxies.contextHeaders`", help: nil, at: element.place)
        return nil
      }
      return text.lowercased()
    }
  }
}
