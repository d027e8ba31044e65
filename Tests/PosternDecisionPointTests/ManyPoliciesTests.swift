import PosternDecisionPoint
import PosternModel
import PosternPolicy
import Testing

/// Documents are parsed on all cores; nobody sees more of it than the time.
@Suite("Many policies at once")
struct ManyPoliciesTests {
  private static let count = 1_200

  /// So many managed policies, of which these are refused, and alice who has the last.
  private static func contents(refused: Set<Int>) throws -> AccountContents {
    var contents = Shop.contents(Shop.allowing("orders:GetNothing"))
    let account = try #require(contents.accounts.first)
    contents.policies = (0..<count).map { number in
      let action = refused.contains(number) ? "without-a-prefix" : "orders:Get\(number)"
      return ManagedPolicy(
        arn: "arn:aws:iam::\(account.id):policy/p\(number)",
        account: account.id,
        name: "p\(number)",
        path: "/",
        uniqueID: "ANPA\(number)",
        summary: "",
        createdSeconds: 0,
        versions: [
          ManagedPolicy.Version(
            number: 1,
            document: PolicyText(text: Shop.allowing(action), origin: nil),
            createdSeconds: 0
          )
        ],
        defaultVersionNumber: 1
      )
    }
    let alice = contents.users[0]
    contents.users = [
      User(
        account: alice.account,
        name: alice.name,
        path: alice.path,
        uniqueID: alice.uniqueID,
        createdSeconds: 0,
        groups: [],
        inlinePolicies: [],
        attachedPolicies: contents.policies.map(\.arn),
        permissionsBoundary: nil,
        tags: []
      )
    ]
    return contents
  }

  @Test("the first that is refused is named, whichever was looked at first")
  func firstRefused() throws {
    let point = DecisionPoint(limits: .standard)
    for refused: Set<Int> in [[17, 18, 500], [511, 512], [700, 1_199], [1_199]] {
      let first = try #require(refused.min())
      do throws(LoadError) {
        let contents = try? Self.contents(refused: refused)
        try point.publish(contents ?? AccountContents(), revision: 1)
        Issue.record("a policy without a service prefix was taken")
      } catch {
        guard case .policy(let name, let reason, _) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(name.hasSuffix(":policy/p\(first)"))
        #expect(reason.code == .malformed)
      }
    }
  }

  @Test("each decides by its own text")
  func eachDecides() throws {
    let point = DecisionPoint(limits: .standard)
    try point.publish(Self.contents(refused: []), revision: 1)
    let authorizer = Authorizer(
      decisionPoint: point,
      trustsContext: false,
      secondsSinceEpoch: { 1_700_000_000 }
    )
    authorizer.refresh()
    for number in stride(from: 0, to: Self.count, by: 7) {
      let granted = Shop.question(action: "orders:Get\(number)")
      #expect(try authorizer.authorize(granted).isAllowed)
      let refused = Shop.question(action: "orders:Put\(number)")
      #expect(try !authorizer.authorize(refused).isAllowed)
    }
  }
}
