import PosternDecisionPoint
import PosternModel
import PosternOracle
import PosternTestKit
import Synchronization
import Testing

@Suite("Publishing")
struct PublishingTests {
  private static let secondsSinceEpoch = 1_900_000_000

  /// Says to others that something has happened.
  private final class Flag: Sendable {
    private let value = Atomic(false)
    var isRaised: Bool { value.load(ordering: .acquiring) }
    func raise() { value.store(true, ordering: .releasing) }
  }

  /// One state of the account, the step that led to it, and the right answers.
  private struct Revision: Sendable {
    let change: ChangingAccount.Change
    let account: ChangingAccount
    let contents: AccountContents
    let answers: [Decision.Outcome]
  }

  private static func authorizer(_ point: DecisionPoint) -> Authorizer {
    Authorizer(decisionPoint: point, trustsContext: true, secondsSinceEpoch: { secondsSinceEpoch })
  }

  private static func revisions(
    _ count: Int,
    about questions: [(user: Int, world: World)],
    using random: inout SeededGenerator
  ) throws -> [Revision] {
    var account = ChangingAccount(using: &random)
    var change = ChangingAccount.Change.attachments
    return try (0..<count).map { _ in
      let answers = try questions.map { question -> Decision.Outcome in
        // Nobody who is not there is allowed anything.
        guard let world = account.world(question) else { return .implicitDeny }
        return try Oracle(world).decide(world, nowSeconds: Int64(secondsSinceEpoch)).outcome
      }
      let revision = Revision(
        change: change,
        account: account,
        contents: try account.contents(),
        answers: answers
      )
      change = account.change(using: &random)
      return revision
    }
  }

  /// Publishes a state the short way when it differs in a text only, else as a whole.
  private static func publish(
    _ revision: Revision,
    isNext: Bool,
    number: UInt64,
    to point: DecisionPoint
  ) throws {
    if isNext, case .text(let policy) = revision.change,
      let account = AccountID(ChangingAccount.number)
    {
      let policy = revision.account.managedPolicy(policy, account)
      if try point.publish(replacing: policy, revision: number) { return }
    }
    try point.publish(revision.contents, revision: number)
  }

  @Test("answers like the specification after every small change", arguments: 1...8)
  func changes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let questions = (0..<30).map { _ in ChangingAccount.question(using: &random) }
    let revisions = try Self.revisions(60, about: questions, using: &random)
    let point = DecisionPoint(limits: .standard)
    let authorizer = Self.authorizer(point)
    for (number, revision) in revisions.enumerated() {
      try Self.publish(revision, isNext: number > 0, number: UInt64(number), to: point)
      authorizer.refresh()
      let answers = try questions.map { try authorizer.authorize($0.world.request).outcome }
      #expect(answers == revision.answers, "seed \(seed), revision \(number)")
    }
  }

  @Test("refuses a bad policy, and is right again with the next good one", arguments: 1...4)
  func refusals(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let questions = (0..<30).map { _ in ChangingAccount.question(using: &random) }
    let revisions = try Self.revisions(20, about: questions, using: &random)
    let point = DecisionPoint(limits: .standard)
    let authorizer = Self.authorizer(point)
    for (number, revision) in revisions.enumerated() {
      var bad = revision.contents
      let last = try #require(bad.policies.last)
      bad.policies[bad.policies.count - 1] = last.saying("{}")
      if number > 0 {
        let policy = last.saying("[]")
        #expect(throws: LoadError.self) { try point.publish(replacing: policy, revision: 1_000) }
      }
      #expect(throws: LoadError.self) { try point.publish(bad, revision: 1_000) }
      try Self.publish(revision, isNext: number > 0, number: UInt64(number), to: point)
      authorizer.refresh()
      let answers = try questions.map { try authorizer.authorize($0.world.request).outcome }
      #expect(answers == revision.answers, "seed \(seed), revision \(number)")
    }
  }

  @Test("gives every reader the answers of one published revision, and never goes back")
  func readers() async throws {
    var random = SeededGenerator(seed: 77)
    let questions = (0..<16).map { _ in ChangingAccount.question(using: &random) }
    let revisions = try Self.revisions(50, about: questions, using: &random)
    let requests = questions.map(\.world)
    let point = DecisionPoint(limits: .standard)
    try Self.publish(revisions[0], isNext: false, number: 0, to: point)
    let isOver = Flag()
    let checked = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        group.addTask {
          let authorizer = Self.authorizer(point)
          var checked = 0
          var last: UInt64 = 0
          repeat {
            authorizer.refresh()
            let number = authorizer.revision
            let answers = try requests.map { try authorizer.authorize($0.request).outcome }
            #expect(answers == revisions[Int(number) % revisions.count].answers)
            #expect(number >= last)
            last = number
            checked += answers.count
            await Task.yield()
          } while !isOver.isRaised
          return checked
        }
      }
      group.addTask {
        defer { isOver.raise() }
        for number in 1...1_000 {
          let place = number % revisions.count
          try Self.publish(revisions[place], isNext: place > 0, number: UInt64(number), to: point)
          await Task.yield()
        }
        return 0
      }
      return try await group.reduce(0, +)
    }
    #expect(checked > requests.count)
    #expect(point.revision == 1_000)
  }

  @Test("keeps no snapshot but the newest and those that somebody reads")
  func memory() throws {
    /// A reference that keeps nothing alive.
    final class Trace {
      weak var snapshot: PolicySnapshot?
      init(_ snapshot: PolicySnapshot?) { self.snapshot = snapshot }
    }
    var random = SeededGenerator(seed: 5)
    let revisions = try Self.revisions(30, about: [], using: &random)
    let point = DecisionPoint(limits: .standard)
    let slow = Self.authorizer(point)
    var traces: [Trace] = []
    for (number, revision) in revisions.enumerated() {
      try Self.publish(revision, isNext: number > 0, number: UInt64(number), to: point)
      traces.append(Trace(point.current))
      if number == 3 { slow.refresh() }
    }
    #expect(traces.indices.filter { traces[$0].snapshot != nil } == [3, 29])
    slow.refresh()
    DecisionPoint.finishReleases()
    #expect(traces.indices.filter { traces[$0].snapshot != nil } == [29])
  }

  @Test("tells observers of every publication, so that idle readers let go")
  func observers() throws {
    var random = SeededGenerator(seed: 6)
    let revisions = try Self.revisions(3, about: [], using: &random)
    let point = DecisionPoint(limits: .standard)
    let count = Mutex(0)
    point.observe { count.withLock { $0 += 1 } }
    for (number, revision) in revisions.enumerated() {
      try Self.publish(revision, isNext: number > 0, number: UInt64(number), to: point)
      #expect(count.withLock { $0 } == number + 1)
    }
  }
}

extension ManagedPolicy {
  /// The policy with another text.
  fileprivate func saying(_ text: String) -> ManagedPolicy {
    ManagedPolicy(
      arn: arn,
      account: account,
      name: name,
      path: path,
      uniqueID: uniqueID,
      summary: summary,
      createdSeconds: createdSeconds,
      versions: [
        Version(number: 1, document: PolicyText(text: text, origin: nil), createdSeconds: 0)
      ],
      defaultVersionNumber: 1
    )
  }
}
