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
///     refusePathParameters: true
///     removeAuthorization: false
///     challenge: Bearer
struct ExtAuthzReader {
  private static let field = "the name of a header field, such as `x-user`"
  private static let path = "a path such as `/orders/{id}` or `/files/{name...}`"
  private static let identity = "a name such as `spiffe://example.org/{name}`"
  private static let principal =
    "a principal, such as `arn:aws:sts::111122223333:assumed-role/Web/{name}`"
  private static let method = "a method in capitals, such as `GET`"
  private static let action = "an action such as `orders:GetOrder`"
  private static let resource = "`*` or an ARN such as `arn:aws:orders:::order/{id}`"
  private static let service = "the prefix of a service, such as `orders`"
  private static let challenge = "a challenge such as `Bearer`, in printable characters"
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
        "forwardedForDepth", "refuseEncodedSlash", "refusePathParameters", "removeAuthorization",
        "challenge",
      ],
      problems: &problems
    )
    guard let map else { return options }
    options.principals = principals(in: map, &problems)
    options.principalHeader = checked("principalHeader", field, in: map, &problems) {
      WireName.isField($0)
    }?.lowercased()
    options.paths = PathRules(
      refusesEncodedSlash: map.boolean("refuseEncodedSlash", &problems) ?? true,
      refusesParameters: map.boolean("refusePathParameters", &problems) ?? true
    )
    options.routes = routes(in: map, options.paths, &problems)
    if let service = checked("service", service, in: map, &problems, WireName.isService) {
      options.service = service
    }
    options.contextHeaders = fields(in: map, &problems)
    options.forwardedForDepth = map.number("forwardedForDepth", depthRange, &problems) ?? 0
    options.removesAuthorization = map.boolean("removeAuthorization", &problems) ?? false
    // Whatever ends a line would begin a header field of its own.
    options.challenge = checked("challenge", challenge, in: map, &problems, WireName.isPrintable)
    return options
  }

  private static func principals(
    in map: ConfigurationMap,
    _ problems: inout ProblemList
  ) -> [PrincipalRule] {
    rules("principals", in: map, ["identity", "principal"], &problems) { rule, node, problems in
      let identity = made(rule, "identity", identity, at: node, &problems) {
        $0.isEmpty ? nil : PathTemplate($0)
      }
      let principal = made(rule, "principal", principal, at: node, &problems) {
        TextTemplate($0).flatMap { template in
          // A hole may stand for the digits of an account, and for a name of another kind.
          ["111122223333", "a.example"].contains {
            WireName.isPrincipal(template.filled(with: $0))
          } ? template : nil
        }
      }
      guard let identity, let principal else { return nil }
      refuseHoles("principal", principal, in: rule, "name", &problems) { identity.gives($0) }
      return PrincipalRule(identity: identity, principal: principal)
    } isCovered: { later, earlier in
      earlier.identity.covers(later.identity)
        ? ("identity", "the rule for `\(QuotedText.shortened(earlier.identity.text))`") : nil
    }
  }

  private static func routes(
    in map: ConfigurationMap,
    _ paths: PathRules,
    _ problems: inout ProblemList
  ) -> [RouteRule] {
    let members = ["method", "path", "action", "resource"]
    return rules("routes", in: map, members, &problems) { rule, node, problems in
      let method = checked("method", method, in: rule, &problems, WireName.isMethod)
      let path = made(rule, "path", path, at: node, &problems) {
        $0.utf8.first == UInt8(ascii: "/") ? PathTemplate($0) : nil
      }
      let action = made(rule, "action", action, at: node, &problems) {
        TextTemplate($0).flatMap { WireName.isAction($0.filled(with: "a")) ? $0 : nil }
      }
      let resource = made(rule, "resource", resource, at: node, &problems) {
        TextTemplate($0).flatMap { WireName.isResource($0.filled(with: "a")) ? $0 : nil }
      }
      if let path { refuseUnread(path, paths, in: rule, &problems) }
      guard let path, let action, let resource else { return nil }
      for (name, template) in [("action", action), ("resource", resource)] {
        refuseHoles(name, template, in: rule, "path", &problems) {
          path.gives($0) || $0 == "path" || $0 == "method"
        }
      }
      return RouteRule(method: method, path: path, action: action, resource: resource)
    } isCovered: { later, earlier in
      guard earlier.method == nil || earlier.method == later.method,
        earlier.path.covers(later.path)
      else { return nil }
      let method = earlier.method.map { "\($0) " } ?? ""
      return ("path", "the rule for `\(QuotedText.shortened(method + earlier.path.text))`")
    }
  }

  /// A path that no request can have would leave those that are meant to a broader rule, or to
  /// none.
  private static func refuseUnread(
    _ path: PathTemplate,
    _ paths: PathRules,
    in rule: ConfigurationMap,
    _ problems: inout ProblemList
  ) {
    guard let place = rule.node("path")?.place else { return }
    let subject = "`\(rule.path(of: "path"))` is `\(QuotedText.shortened(path.text))`"
    if path.text.utf8.contains(where: { "?#".utf8.contains($0) }) {
      problems.add(
        "\(subject), and what stands behind the path of a request is not compared",
        help: "end it before the `?` or `#`",
        at: place
      )
      return
    }
    if paths.refusesParameters, path.text.utf8.contains(UInt8(ascii: ";")) {
      problems.add(
        "\(subject), and a request whose path has a `;` is refused",
        help: "say `refusePathParameters: false` when the service takes it for a part of the name",
        at: place
      )
      return
    }
    func isRead(_ text: String) -> Bool {
      ProxiedPath.reads(text, by: paths)
    }
    guard !isRead(path.filled(with: "a")) else { return }
    let normal = ProxiedPath(path.text, by: paths)?.text
    problems.add(
      "\(subject), which no request has: encodings are decoded and empty segments dropped "
        + "before paths are compared, and dot segments are kept back",
      help: normal.flatMap { text in
        PathTemplate(text).map { isRead($0.filled(with: "a")) } == true
          ? "write `\(QuotedText.shortened(text))`" : nil
      },
      at: place
    )
  }

  /// A hole that nothing fills would refuse every request of its rule.
  private static func refuseHoles(
    _ name: String,
    _ template: TextTemplate,
    in rule: ConfigurationMap,
    _ source: String,
    _ problems: inout ProblemList,
    isFilled: (String) -> Bool
  ) {
    guard let hole = template.holeNames.first(where: { !isFilled($0) }),
      let place = rule.node(name)?.place
    else { return }
    problems.add(
      "`\(rule.path(of: name))` has `{\(QuotedText.shortened(hole))}`, and the \(source) has no "
        + "such part",
      help: nil,
      at: place
    )
  }

  /// Reads a text that may be left out and has to be of a form.
  private static func checked(
    _ name: String,
    _ expectation: String,
    in map: ConfigurationMap,
    _ problems: inout ProblemList,
    _ isOfForm: (String) -> Bool
  ) -> String? {
    guard let value = map.text(name, expecting: expectation, &problems) else { return nil }
    guard isOfForm(value.text) else {
      map.refuse(value, of: name, expecting: expectation, &problems)
      return nil
    }
    return value.text
  }

  private static func rules<Rule>(
    _ name: String,
    in map: ConfigurationMap,
    _ members: [String],
    _ problems: inout ProblemList,
    _ make: (ConfigurationMap, ConfigurationNode, inout ProblemList) -> Rule?,
    isCovered: (_ later: Rule, _ earlier: Rule) -> (member: String, by: String)?
  ) -> [Rule] {
    var rules: [Rule] = []
    for (index, node) in map.list(name, &problems).enumerated() {
      let path = "\(map.path(of: name))[\(index)]"
      let rule = ConfigurationMap(node, path: path, expected: members, problems: &problems)
      guard let rule, let made = make(rule, node, &problems) else { continue }
      for earlier in rules {
        guard let covered = isCovered(made, earlier) else { continue }
        problems.add(
          "`\(rule.path(of: covered.member))` is never reached, \(covered.by) is above it",
          help: nil,
          at: rule.node(covered.member)?.place ?? node.place
        )
        break
      }
      rules.append(made)
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
    var names: [String] = []
    for element in map.list("contextHeaders", &problems) where !element.isUnreadable {
      guard case .text(let text) = element.content, WireName.isField(text) else {
        problems.add("expected \(field) in `proxies.contextHeaders`", help: nil, at: element.place)
        continue
      }
      let name = text.lowercased()
      if names.contains(name) {
        problems.add(
          "`proxies.contextHeaders` names `\(QuotedText.shortened(name))` twice, whose condition "
            + "key can be set only once",
          help: nil,
          at: element.place
        )
      }
      names.append(name)
    }
    return names
  }
}
