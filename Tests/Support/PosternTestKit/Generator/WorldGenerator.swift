/// Makes random worlds that look for the borders: few names, so that things collide, and odd
/// spellings of all.
///
/// Policies come in batches: one set of policies, many questions about it.
package struct WorldGenerator {
  /// Which callers and layers the worlds have.
  package enum Scope: Sendable, CaseIterable {
    /// A user with identity policies.
    case userIdentity
    /// Every caller and every layer.
    case everything
    /// Services, providers and strangers who want a role with one trust policy.
    case outsiders
  }

  /// What one batch is about.
  struct Theme {
    var isTrust = false
    var actions: [String] = []
    var resources: [String] = []
    var keys: [GeneratedKey] = []
    var principal = ""
    var issuer: String?
    var principals = WorldGenerator.principals
    /// What every question tells of the caller.
    var told: [World.ContextEntry] = []
  }

  var random: SeededGenerator
  var theme = Theme()
  let scope: Scope

  /// Creates a generator; equal seeds give equal worlds.
  package init(seed: UInt64, scope: Scope) {
    random = SeededGenerator(seed: seed)
    self.scope = scope
  }

  /// Returns worlds that differ in their questions only.
  package mutating func nextBatch(questionCount: Int) -> [World] {
    theme = makeTheme()
    var world = World(principal: theme.principal, action: "", resource: "")
    world.issuer = theme.issuer
    if random.chance(25) { world.services = services() }
    switch scope {
    case .userIdentity:
      world.identity = policies(.identity, upTo: 4)
    case .everything:
      addLayers(to: &world)
    case .outsiders:
      world.resourcePolicies = [World.Policy(name: "T", text: document(.trust, isOpen: false))]
    }
    return (0..<questionCount).map { _ in question(about: world) }
  }

  private mutating func makeTheme() -> Theme {
    if scope == .outsiders { return outsidersTheme() }
    var theme = Theme()
    theme.isTrust = scope == .everything && random.chance(20)
    (theme.principal, theme.issuer) = principal(isTrust: theme.isTrust)
    if theme.isTrust {
      theme.actions =
        Self.isProvider(theme.principal)
        ? ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"]
        : ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"]
      theme.resources = random.pick(2, of: Self.roleARNs)
    } else {
      let isAboutKeys = random.chance(10)
      theme.actions = random.pick(3, of: isAboutKeys ? Self.keyActions : Self.actions)
      theme.resources = random.pick(3, of: isAboutKeys ? Self.keyARNs : Self.resourceARNs)
    }
    theme.keys = random.pick(5, of: GeneratedKey.catalogue)
    if scope == .everything { theme.told = told() }
    return theme
  }

  private mutating func told() -> [World.ContextEntry] {
    var told: [World.ContextEntry] = []
    func tell(_ key: String, _ value: String) {
      told.append(World.ContextEntry(key: key, values: [value], isMultivalued: false))
    }
    if random.chance(25) { tell("aws:userid", random.pick(Self.userIDs)) }
    if random.chance(15) { tell("aws:PrincipalArn", random.pick(Self.tolds)) }
    return told
  }

  private mutating func outsidersTheme() -> Theme {
    var theme = Theme()
    theme.isTrust = true
    theme.principal = random.pick(Self.outsiders)
    theme.principals = Self.principals(about: theme.principal)
    theme.actions = random.pick(3, of: Self.trustActions)
    theme.resources = random.pick(1, of: Self.roleARNs)
    theme.keys = random.pick(5, of: GeneratedKey.catalogue)
    return theme
  }

  private mutating func principal(isTrust: Bool) -> (String, issuer: String?) {
    guard scope == .everything else { return (Self.user, nil) }
    if isTrust, random.chance(15) { return (random.pick(Self.providers), nil) }
    let named = random.pick(Self.callers)
    guard named.contains(":federated-user/") else { return (named, nil) }
    return (named, random.pick([Self.user, Self.user, Self.root, nil]))
  }

  private mutating func addLayers(to world: inout World) {
    let isFromRoot = theme.principal.hasSuffix(":root") || theme.issuer == Self.root
    if !isFromRoot { world.identity = policies(.identity, upTo: 3) }
    if !isFromRoot, random.chance(25) { world.boundary = policies(.boundary, upTo: 1) }
    if random.chance(30) { world.session = policies(.session, upTo: 2) }
    if random.chance(theme.isTrust ? 95 : 60) {
      world.resourcePolicies = policies(theme.isTrust ? .trust : .resource, upTo: 2)
    }
    if random.chance(25) { world.scp = levels(.scp) }
    if random.chance(12) { world.rcp = levels(.rcp) }
    if random.chance(20) { world.gateway = policies(.gateway, upTo: 2) }
    world.needsResourceGrant = random.chance(8)
  }

  private mutating func levels(_ form: DocumentForm) -> [[World.Policy]] {
    (0...random.below(2)).map { _ in policies(form, upTo: 2) }
  }

  private mutating func policies(_ form: DocumentForm, upTo countMax: Int) -> [World.Policy] {
    let isCeiling = [.boundary, .session, .scp, .gateway].contains(form)
    let count = random.below(countMax) + (random.chance(95) ? 1 : 0)
    return (0..<count).map { number in
      let isOpen = isCeiling && random.chance(75)
      return World.Policy(name: "\(form)\(number)", text: document(form, isOpen: isOpen))
    }
  }

  /// The account that is sent for a resource: that of the ARN, since another is refused.
  private mutating func account(of resource: String) -> String {
    let account =
      random.chance(scope == .everything ? 75 : 100) ? "111122223333" : "444455556666"
    let named = resource.split(separator: ":", omittingEmptySubsequences: false).dropFirst(4).first
    return named.flatMap { $0.count == 12 ? String($0) : nil } ?? account
  }

  private mutating func question(about base: World) -> World {
    var world = base
    world.action = request(action: random.pick(theme.actions))
    world.resource = random.pick(theme.resources)
    if !theme.isTrust {
      if random.chance(30) { world.resource = varied(world.resource) }
      if random.chance(6) { world.resource = "*" }
      world.isResourceless = world.resource == "*" && random.chance(50)
      if random.chance(40) { world.resourceAccount = account(of: world.resource) }
    }
    if random.chance(5), world.resource != "*" { world.resource = shouted(world.resource) }
    world.context = theme.told
    for key in theme.keys where key.form != .derived && random.chance(75) {
      world.context.append(entry(of: key))
    }
    if random.chance(20) {
      world.context.append(
        World.ContextEntry(
          key: "aws:CurrentTime",
          values: ["2030-01-01T00:00:00Z"],
          isMultivalued: false
        )
      )
    }
    return world
  }

  private mutating func entry(of key: GeneratedKey) -> World.ContextEntry {
    let name = random.chance(30) ? key.name.lowercased() : key.name
    guard key.form == .list, random.chance(85) else {
      return World.ContextEntry(key: name, values: [random.pick(key.values)], isMultivalued: false)
    }
    let values = random.pick(random.below(4), of: key.values)
    return World.ContextEntry(key: name, values: values, isMultivalued: true)
  }

  private mutating func request(action: String) -> String {
    random.chance(20) ? action.uppercased() : action
  }

  /// Changes a resource a little, at its end.
  private mutating func varied(_ resource: String) -> String {
    switch random.below(5) {
    case 0: return resource + random.pick(["/", ":k", "*", "é", "😀", "/a/b:c"])
    case 1: return resource.hasSuffix(":") ? resource : String(resource.dropLast())
    case 2: return resource.replacing("/", with: ":")
    case 3: return resource.replacing("b", with: "B")
    default: return resource
    }
  }

  /// Writes the first five parts of an ARN in capitals, but for the first (table 1.7).
  private func shouted(_ resource: String) -> String {
    let parts = World.parts(ofARN: resource) ?? []
    return (["arn"] + parts.dropFirst().dropLast().map { $0.uppercased() } + parts.suffix(1))
      .joined(separator: ":")
  }

  static func isProvider(_ principal: String) -> Bool { providers.contains(principal) }
}
