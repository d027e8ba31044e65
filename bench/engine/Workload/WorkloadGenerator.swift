import PosternModel
import PosternTestKit

/// Draws the account of a workload from a seed.
struct WorkloadGenerator {
  /// The seed of all workloads.
  static let seed: UInt64 = 42

  private let scale: Scale
  private var random: SeededGenerator

  /// A generator for one scale.
  init(scale: Scale) {
    self.scale = scale
    random = SeededGenerator(seed: WorkloadGenerator.seed)
  }

  /// Draws the policies, the groups and the users.
  consuming func workload() -> Workload {
    let policies = (0..<scale.policyCount).map { policy($0) }
    let groups = (0..<scale.groupCount).map { _ in
      numbers(count(in: scale.policiesPerGroup), below: scale.policyCount)
    }
    let users = (0..<scale.userCount).map { number in
      UserDraft(
        name: "user-\(number)",
        team: random.below(Vocabulary.teamCount),
        groups: numbers(scale.groupsPerUser, below: scale.groupCount),
        boundary: nil
      )
    }
    let plain = Workload(scale: scale, policies: policies, groups: groups, users: users)
    return scale == .layered ? LayerGenerator(plain).layered() : plain
  }

  private mutating func policy(_ number: Int) -> PolicyDraft {
    PolicyDraft(
      name: "policy-\(number)",
      statements: (0..<count(in: scale.statementsPerPolicy)).map { _ in statement() }
    )
  }

  private mutating func statement() -> StatementDraft {
    let effect: Effect = random.chance(10) ? .deny : .allow
    let service = random.chance(40) ? 0 : 1 + random.below(Vocabulary.services.count - 1)
    return StatementDraft(
      effect: effect,
      service: service,
      actions: (0..<count(in: 1...4)).map { _ in action(of: service, effect) },
      resources: (0..<count(in: 1...3)).map { _ in resource(of: service, effect) },
      condition: random.chance(30) ? condition() : nil
    )
  }

  /// A deny is exact or about one verb: nobody denies everything.
  private mutating func action(of service: Int, _ effect: Effect) -> ActionDraft {
    let verb = random.below(Vocabulary.verbs.count)
    let noun = random.below(Vocabulary.nouns.count)
    return switch random.below(effect == .deny ? 92 : 100) {
    case ..<60: .exact(service: service, verb: verb, noun: noun)
    case ..<92: .verb(service: service, verb: verb)
    case ..<99: .service(service)
    default: .any
    }
  }

  private mutating func resource(of service: Int, _ effect: Effect) -> ResourceDraft {
    let draft = service == 0 ? object() : resource(of: service)
    switch draft {
    case .any where effect == .deny, .type where effect == .deny:
      return resource(of: service, effect)
    case .any, .team, .bucket, .anyDigit, .home, .document, .documentInAnyFolder, .application,
      .applicationResource, .type, .applicationInAnyRegion:
      return draft
    }
  }

  private mutating func object() -> ResourceDraft {
    let bucket = random.below(scale.nameCount)
    let team = random.below(Vocabulary.teamCount)
    let document = random.below(Vocabulary.documentCount)
    return switch random.below(100) {
    case ..<50: .team(bucket: bucket, team: team)
    case ..<65: .bucket(bucket)
    case ..<80: .home(bucket: bucket)
    case ..<90: .document(bucket: bucket, team: team, document: document)
    case ..<98: .documentInAnyFolder(bucket: bucket, document: document)
    default: .any
    }
  }

  private mutating func resource(of service: Int) -> ResourceDraft {
    let application = random.below(scale.nameCount)
    let document = random.below(Vocabulary.documentCount)
    return switch random.below(100) {
    case ..<50: .application(service: service, application: application)
    case ..<75:
      .applicationResource(service: service, application: application, document: document)
    case ..<85: .type(service: service)
    case ..<98: .applicationInAnyRegion(service: service, application: application)
    default: .any
    }
  }

  private mutating func condition() -> ConditionDraft {
    switch random.below(5) {
    case 0: .team(numbers(count(in: 1...3), below: Vocabulary.teamCount))
    case 1: .network(numbers(count(in: 1...2), below: Vocabulary.networkCount))
    case 2: .multiFactor
    case 3: .homePrefix
    default: .region(numbers(count(in: 1...2), below: Vocabulary.regions.count))
    }
  }

  private mutating func count(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + random.below(range.count)
  }

  /// So many different numbers, which are few compared with `bound` or at most all of them.
  private mutating func numbers(_ count: Int, below bound: Int) -> [Int] {
    var numbers: [Int] = []
    while numbers.count < min(count, bound) {
      let number = random.below(bound)
      if !numbers.contains(number) { numbers.append(number) }
    }
    return numbers
  }
}
