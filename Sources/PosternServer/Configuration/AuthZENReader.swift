import PosternAPI
import PosternManifest

/// Reads how subjects, actions and resources of AuthZEN are named here.
///
///     baseURL: https://pdp.example.test
///     subjects: [{type: user, principal: "arn:aws:iam::111122223333:user/{id}"}]
///     actions: [{resourceType: "*", service: app}]
///     resources: [{type: "*", arn: "arn:aws:app:::{type}/{id}"}]
///     contextKeys: [{member: ip, key: "aws:SourceIp"}]
///     principalTags: false
///     resourceTags: false
///     explain: false
struct AuthZENReader {
  private static let templateExpectation =
    "`{id}`, or an ARN with `{type}` and `{id}` in its last part"

  /// Returns the mapping; nil when it is not a map.
  static func read(
    _ node: ConfigurationNode,
    problems: inout ProblemList
  ) -> AuthZENMapping? {
    let map = ConfigurationMap(
      node,
      path: "authzen",
      expected: [
        "baseURL", "subjects", "actions", "resources", "contextKeys", "principalTags",
        "resourceTags", "explain",
      ],
      problems: &problems
    )
    guard let map else { return nil }
    var mapping = AuthZENMapping()
    mapping.baseURL = baseURL(in: map, &problems)
    mapping.subjects = rules("subjects", in: map, ["type", "principal"], &problems) {
      type,
      principal in
      EntityTemplate(principal).flatMap { template in
        let sample = principal.replacing("{type}", with: "a").replacing("{id}", with: "a")
        guard principal == "{id}" || WireName.isPrincipal(sample) else { return nil }
        return AuthZENMapping.Subject(type: type, principal: template)
      }
    }
    mapping.resources = rules("resources", in: map, ["type", "arn"], &problems) { type, arn in
      EntityTemplate(arn).map { AuthZENMapping.Resource(type: type, arn: $0) }
    }
    mapping.actions = rules("actions", in: map, ["resourceType", "service"], &problems) {
      type,
      service in
      WireName.isService(service)
        ? AuthZENMapping.Action(resourceType: type, service: service) : nil
    }
    mapping.contextKeys = rules("contextKeys", in: map, ["member", "key"], &problems) {
      member,
      key in
      WireName.isConditionKey(key) ? AuthZENMapping.ContextKey(member: member, key: key) : nil
    }
    for name in ["subjects", "resources"] { refuseNone(name, in: map, node, &problems) }
    mapping.setsPrincipalTags = map.boolean("principalTags", &problems) ?? false
    mapping.setsResourceTags = map.boolean("resourceTags", &problems) ?? false
    mapping.explains = map.boolean("explain", &problems) ?? false
    return mapping
  }

  /// Without one rule for subjects and one for resources, every evaluation would fail.
  private static func refuseNone(
    _ name: String,
    in map: ConfigurationMap,
    _ node: ConfigurationNode,
    _ problems: inout ProblemList
  ) {
    switch map.node(name)?.content {
    case nil, .nothing: break
    case .list(let elements) where elements.isEmpty: break
    case .list, .text, .map, .unreadable: return
    }
    problems.add(
      "`\(map.path(of: name))` needs one rule at least, or no evaluation could be answered",
      help: "leave `authzen` out to answer none",
      at: map.node(name)?.place ?? node.place
    )
  }

  private static func baseURL(
    in map: ConfigurationMap,
    _ problems: inout ProblemList
  ) -> DecisionPointAddress? {
    let expectation = DecisionPointAddress.expectation
    guard let value = map.text("baseURL", expecting: expectation, &problems) else { return nil }
    if let address = DecisionPointAddress(value.text) { return address }
    if value.text.utf8.contains(UInt8(ascii: "@")) {
      // A password may stand before it, which must not get into logs.
      problems.add(
        "expected \(expectation) for `\(map.path(of: "baseURL"))`, found one with `@`",
        help: nil,
        at: value.place
      )
    } else {
      map.refuse(value, of: "baseURL", expecting: expectation, &problems)
    }
    return nil
  }

  /// Reads a list of maps with two texts each.
  private static func rules<Rule>(
    _ name: String,
    in map: ConfigurationMap,
    _ members: [String],
    _ problems: inout ProblemList,
    make: (String, String) -> Rule?
  ) -> [Rule] {
    var rules: [Rule] = []
    var types: [String] = []
    var keys: [String] = []
    for (index, node) in map.list(name, &problems).enumerated() {
      let path = "\(map.path(of: name))[\(index)]"
      let rule = ConfigurationMap(node, path: path, expected: members, problems: &problems)
      guard let rule else { continue }
      let expectation = expectation(of: members[1])
      let first = rule.requiredText(
        members[0],
        expecting: "text",
        at: node.place,
        &problems
      )
      let second = rule.requiredText(
        members[1],
        expecting: expectation,
        at: node.place,
        &problems
      )
      guard let first, let second else { continue }
      if members[0] != "member", let earlier = types.first(where: { $0 == first.text || $0 == "*" })
      {
        problems.add(
          "`\(rule.path(of: members[0]))` is never reached, the rule for `\(earlier)` is above it",
          help: nil,
          at: first.place
        )
      }
      types.append(first.text)
      if members[1] == "key" {
        refuseKey(second, of: rule, after: keys, &problems)
        keys.append(second.text.lowercased())
      }
      if let made = make(first.text, second.text) {
        rules.append(made)
      } else {
        rule.refuse(second, of: members[1], expecting: expectation, &problems)
      }
    }
    return rules
  }

  /// A condition key that something else sets as well would make evaluations fail.
  private static func refuseKey(
    _ key: ConfigurationMap.PlacedText,
    of rule: ConfigurationMap,
    after keys: [String],
    _ problems: inout ProblemList
  ) {
    let name = key.text.lowercased()
    let fault: String
    if keys.contains(name) {
      fault = "which a rule above it sets already"
    } else if name.hasPrefix("authzen:") {
      fault = "and `authzen:` belongs to the properties themselves"
    } else {
      return
    }
    problems.add(
      "`\(rule.path(of: "key"))` is `\(key.shown)`, \(fault)",
      help: nil,
      at: key.place
    )
  }

  private static func expectation(of member: String) -> String {
    switch member {
    case "principal":
      "`{id}`, or the ARN of a principal such as `arn:aws:iam::111122223333:user/{id}`"
    case "arn": templateExpectation
    case "service": "the prefix of a service, such as `orders`"
    default: "a condition key with its prefix, such as `aws:SourceIp`"
    }
  }
}
