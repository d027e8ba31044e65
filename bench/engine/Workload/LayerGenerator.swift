import PosternModel
import PosternTestKit

/// Adds to the account of the workload M what it leaves out: every layer, and the elements and
/// operators that are rarer.
struct LayerGenerator {
  private static let boundaryCount = 20
  private static let roleCount = 300
  private static let sessionsPerRole = 3
  private static let policiesPerRole = 4
  private static let sessionPolicyCount = 60
  /// One resource of so many has a policy of its own.
  private static let resourcesPerPolicy = 10

  private var workload: Workload
  private var random = SeededGenerator(seed: WorkloadGenerator.seed + 2)

  /// A generator that adds to a workload.
  init(_ workload: Workload) {
    self.workload = workload
  }

  /// Draws what is added.
  consuming func layered() -> Workload {
    addRareStatements()
    addBoundaries()
    addSessions()
    addResourcePolicies()
    addServiceControls()
    return workload
  }

  /// Every group gets one more policy, of one to three rare statements.
  private mutating func addRareStatements() {
    for group in workload.groups.indices {
      let statements = (0...random.below(3)).map { _ in rareStatement() }
      workload.policies.append(PolicyDraft(name: "rare-\(group)", statements: statements))
      workload.groups[group].append(workload.policies.count - 1)
    }
  }

  private mutating func rareStatement() -> StatementDraft {
    let service = random.below(Vocabulary.services.count)
    let verb = random.below(Vocabulary.verbs.count)
    let noun = random.below(Vocabulary.nouns.count)
    let application = random.below(workload.scale.nameCount)
    let team = random.below(Vocabulary.teamCount)
    let exact = ActionDraft.exact(service: service, verb: verb, noun: noun)
    let resource: ResourceDraft =
      service == 0
      ? .team(bucket: application, team: team)
      : .application(service: service, application: application)
    var draft = StatementDraft(
      effect: .allow,
      service: service,
      actions: [.verb(service: service, verb: verb)],
      resources: [resource],
      condition: nil
    )
    switch random.below(7) {
    case 0:
      draft.actions = [exact, .verb(service: service, verb: random.below(8))]
      draft.isActionNegated = true
    case 1:
      draft.effect = .deny
      draft.actions = [exact]
      draft.isResourceNegated = true
    case 2: draft.actions = [.anyFirstLetter(service: service, verb: verb, noun: noun)]
    case 3: draft.resources = [.anyDigit(bucket: application, document: random.below(100))]
    case 4: draft.condition = .allChannels(some(3))
    case 5: draft.condition = .anyLabel(random.below(Vocabulary.labels.count))
    default:
      draft.condition =
        random.chance(50) ? .atMost(1 + random.below(1_000)) : .since(random.below(60))
    }
    return draft
  }

  /// A boundary allows most services; a third of the users has one.
  private mutating func addBoundaries() {
    let first = workload.policies.count
    for number in 0..<LayerGenerator.boundaryCount {
      workload.policies.append(
        PolicyDraft(name: "boundary-\(number)", statements: [widely(.allow, of: 9)])
      )
    }
    workload.users = workload.users.map { user in
      UserDraft(
        name: user.name,
        team: user.team,
        groups: user.groups,
        boundary: random.below(3) == 0 ? first + random.below(LayerGenerator.boundaryCount) : nil
      )
    }
  }

  /// A statement about everything of so many services.
  private mutating func widely(_ effect: Effect, of count: Int) -> StatementDraft {
    let services = random.pick(count, of: Array(Vocabulary.services.indices))
    return StatementDraft(
      effect: effect,
      service: services[0],
      actions: services.map { .service($0) },
      resources: [.any],
      condition: nil
    )
  }

  private mutating func addSessions() {
    let policies = Array(workload.policies.indices)
    for number in 0..<LayerGenerator.sessionPolicyCount {
      var statements = [widely(.allow, of: 8)]
      if random.chance(50) { statements.append(rareStatement()) }
      workload.layers.sessionPolicies.append(
        PolicyDraft(name: "session-\(number)", statements: statements)
      )
    }
    for number in 0..<LayerGenerator.roleCount {
      workload.layers.roles.append(
        RoleDraft(
          name: "role-\(number)",
          team: random.below(Vocabulary.teamCount),
          policies: random.pick(LayerGenerator.policiesPerRole, of: policies).sorted()
        )
      )
      for session in 0..<LayerGenerator.sessionsPerRole {
        workload.layers.sessions.append(
          SessionDraft(
            role: number,
            name: "session-\(session)",
            policy: random.below(LayerGenerator.sessionPolicyCount)
          )
        )
      }
    }
  }

  /// One bucket of ten and one queue of ten.
  private mutating func addResourcePolicies() {
    for number in stride(
      from: 0,
      to: workload.scale.nameCount,
      by: LayerGenerator.resourcesPerPolicy
    ) {
      addResourcePolicy("arn:aws:s3:::bucket-\(number)", service: "s3", below: "/*")
      for document in 0..<10 {
        let queue =
          "arn:aws:sqs:us-east-1:\(Vocabulary.account):queue/app-\(number)-doc-\(document)"
        addResourcePolicy(queue, service: "sqs", below: "")
      }
    }
  }

  private mutating func addResourcePolicy(_ arn: String, service: String, below: String) {
    let user = random.pick(workload.users).arn
    let verb = random.pick(Vocabulary.verbs)
    let noun = random.pick(Vocabulary.nouns)
    let document = """
      {"Version":"2012-10-17","Statement":[\
      {"Effect":"Allow","Principal":{"AWS":["\(user)","arn:aws:iam::\(Vocabulary.account):root"]},\
      "Action":"\(service):\(verb)*","Resource":"\(arn)\(below)"},\
      {"Effect":"Deny","Principal":"*","Action":"\(service):\(verb)\(noun)",\
      "Resource":"\(arn)\(below)","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}
      """
    workload.layers.resourcePolicies.append(ResourcePolicyDraft(arn: arn, document: document))
  }

  /// Two levels, each of which allows everything and denies a little.
  private mutating func addServiceControls() {
    workload.layers.serviceControls = (0..<2).map { _ in
      let region = random.pick(Array(Vocabulary.regions.dropFirst()))
      let service = random.pick(Vocabulary.services)
      let noun = random.pick(Vocabulary.nouns)
      return [
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"\(service):Delete\(noun)",\
        "Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"\(region)"}}}}
        """,
      ]
    }
  }

  private mutating func some(_ countMax: Int) -> [Int] {
    random.pick(1 + random.below(countMax), of: Array(Vocabulary.channels.indices)).sorted()
  }
}
