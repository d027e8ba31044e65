extension WorldGenerator {
  /// Writes a document; an open one begins with a statement that allows everything.
  mutating func document(_ form: DocumentForm, isOpen: Bool) -> String {
    var members: [(String, String)] = []
    if form == .boundary || random.chance(85) {
      members.append(("Version", "\"2012-10-17\""))
    } else if random.chance(50) {
      members.append(("Version", "\"2008-10-17\""))
    }
    var statements = (0...random.below(3)).map { statement(form, index: $0) }
    if isOpen { statements.insert(openStatement(form), at: 0) }
    let isSingle = statements.count == 1 && random.chance(50)
    members.append(("Statement", isSingle ? statements[0] : JSONLiteral.array(statements)))
    return JSONLiteral.object(random.chance(80) ? members : members.reversed())
  }

  private func openStatement(_ form: DocumentForm) -> String {
    var members = [("Effect", "\"Allow\""), ("Action", "\"*\"")]
    if form.hasPrincipal { members.append(("Principal", "\"*\"")) }
    if form.hasResource { members.append(("Resource", "\"*\"")) }
    return JSONLiteral.object(members)
  }

  private mutating func statement(_ form: DocumentForm, index: Int) -> String {
    let isDeny = form == .rcp || random.chance(denials(in: form))
    var members = [("Effect", isDeny ? "\"Deny\"" : "\"Allow\"")]
    if random.chance(30) { members.append(("Sid", JSONLiteral.string("S\(index)"))) }
    if form.hasPrincipal { members.append(principalElement(form, isDeny: isDeny)) }
    let isNotAction = form != .rcp && form != .trust && random.chance(12)
    let actions = (0...random.below(3)).map { _ in actionPattern(form) }
    members.append((isNotAction ? "NotAction" : "Action", list(actions)))
    if form.hasResource {
      let isNotResource = random.chance(15)
      let resources = (0...random.below(3)).map { _ in resourcePattern(form) }
      members.append((isNotResource ? "NotResource" : "Resource", list(resources)))
    }
    if random.chance(50) { members.append(("Condition", conditionBlock())) }
    return JSONLiteral.object(random.pick(members.count, of: members))
  }

  /// How many of a hundred statements deny.
  private func denials(in form: DocumentForm) -> Int {
    scope == .outsiders ? 35 : form == .identity ? 22 : 14
  }

  /// One entry as a scalar or a list, several as a list (G-20).
  mutating func list(_ entries: [String]) -> String {
    let quoted = entries.map(JSONLiteral.string)
    return quoted.count == 1 && random.chance(60) ? quoted[0] : JSONLiteral.array(quoted)
  }

  private mutating func principalElement(
    _ form: DocumentForm,
    isDeny: Bool
  ) -> (String, String) {
    let everyone = random.pick(["\"*\"", "{\"AWS\": \"*\"}", "{\"AWS\": [\"*\"]}"])
    if form == .rcp || random.chance(form == .gateway ? 75 : 15) { return ("Principal", everyone) }
    let isNegated = isDeny && form != .trust && random.chance(35)
    let isProvider = Self.isProvider(theme.principal)
    let named = theme.principals.filter { form != .trust || !$0.1.contains("federated-user") }
    var map: [(String, [String])] = []
    for _ in 0...(random.below(isNegated ? 5 : 2)) {
      let entry =
        isProvider && form == .trust && scope == .everything && random.chance(60)
        ? ("Federated", random.pick(Self.providers)) : random.pick(named)
      if let known = map.firstIndex(where: { $0.0 == entry.0 }) {
        map[known].1.append(entry.1)
      } else {
        map.append((entry.0, [entry.1]))
      }
    }
    return (
      isNegated ? "NotPrincipal" : "Principal", JSONLiteral.object(map.map { ($0, list($1)) })
    )
  }

  private mutating func actionPattern(_ form: DocumentForm) -> String {
    let exact = random.pick(theme.actions)
    let service = exact.prefix { $0 != ":" }
    if form == .trust { return random.pick([exact, exact, "sts:*", "sts:Assume*"]) }
    switch random.below(12) {
    case 0 where form != .rcp: return "*"
    case 1: return service + ":*"
    case 2, 3: return exact.uppercased()
    case 4, 5, 6: return service + ":" + mutated(String(exact.dropFirst(service.count + 1)))
    case 7:
      return service
        + random.pick([":Get Object", ":Get,Put", ":", ":${username}", ":*?", ":?*t"])
    default: return exact
    }
  }

  private mutating func resourcePattern(_ form: DocumentForm) -> String {
    if random.chance(20) { return "*" }
    let exact = random.pick(theme.resources)
    if random.chance(5), form != .rcp {
      return random.pick([
        "arn:aws:sqs:*", "arn:aws:sqs:eu:*", "arn:aws:sqs:*:1111222233*", "arn:*:*",
      ])
    }
    if random.chance(4), form != .rcp, form != .scp {
      return random.pick(["arn:aws:sqs", "arn:aws:sqs:eu", "arn:aws:sqs:*:111122223333"])
    }
    var parts = exact.unicodeScalars.split(
      separator: ":",
      maxSplits: 5,
      omittingEmptySubsequences: false
    ).map { String($0) }
    if random.chance(20) { parts[1] = random.pick(["*", "aws"]) }
    if !theme.isTrust, random.chance(15) {
      parts[2] = random.pick(["*", parts[2].uppercased(), "s?s", "s*"])
    }
    if !parts[3].isEmpty, random.chance(20) { parts[3] = random.pick(["*", "e?", "Eu", "", "?"]) }
    if parts[2].lowercased() == "sqs", random.chance(20) {
      parts[4] = random.pick(["*", "", "1*"])
    }
    let type = theme.isTrust ? "role/" : ""
    parts[5] = type + resourceName(String(parts[5].dropFirst(type.count)))
    return parts.joined(separator: ":")
  }

  private mutating func resourceName(_ exact: String) -> String {
    switch random.below(8) {
    case 0: return "*"
    case 1, 2, 3: return mutated(exact)
    case 4: return exact + random.pick(["*", "/*", "?", "*?", "${*}", ":*"])
    case 5:
      return random.pick(["b/", "q", ""])
        + random.pick([
          "${aws:username}/*", "${k:s}", "${k:T, 'k'}", "${none}", "${none, 'k'}", "${K:S}*",
          "${k:m, 'k'}", "${aws:PrincipalTag/t}", "${", "${}", "${?}", "*${k:s}*",
          "${k{s}", "${k's}", "${none, 'a}b'}",
        ])
    default: return exact
    }
  }

  /// Puts wildcards in place of some of the text.
  private mutating func mutated(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0...random.below(2) {
      let position = random.below(scalars.count + 1)
      let length = min(random.below(4), scalars.count - position)
      let wildcards = random.pick(["*", "?", "*", "??", "**", "*?"]).unicodeScalars
      scalars.replaceSubrange(position..<(position + length), with: wildcards)
    }
    return scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
  }
}
