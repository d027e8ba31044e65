import PosternTestKit

/// The context of a request: eight condition keys, as a service with a network front end sends
/// them.
struct RequestFacts: Sendable {
  private var network: Int
  private var host: Int
  private var hasMultiFactor: Bool
  private var region: Int
  private var folder: String
  private let port: Int

  /// Random facts, which fit no condition on purpose.
  init(from random: inout SeededGenerator) {
    network = random.below(Vocabulary.networkCount)
    host = random.below(250)
    hasMultiFactor = random.chance(50)
    region = random.below(Vocabulary.regions.count)
    folder = "team-\(random.below(Vocabulary.teamCount))"
    port = random.below(8)
  }

  /// Changes the facts so that the condition holds, unless it is about the user.
  mutating func satisfy(_ condition: ConditionDraft, for user: UserDraft) {
    switch condition {
    case .team: break
    case .network(let networks): network = networks[0]
    case .multiFactor: hasMultiFactor = true
    case .homePrefix: folder = "home/\(user.name)"
    case .region(let regions): region = regions[0]
    }
  }

  /// The keys and their values.
  var context: [(key: String, value: String)] {
    [
      ("aws:SourceIp", "10.\(network).\(host).\(port + 1)"),
      ("aws:SecureTransport", "true"),
      ("aws:UserAgent", "orders-frontend/4.\(port)"),
      ("aws:SourceVpc", "vpc-0a1b2c3d4e5f6000\(port)"),
      ("aws:SourceVpce", "vpce-0f9e8d7c6b5a4000\(port)"),
      ("aws:RequestedRegion", Vocabulary.regions[region]),
      ("aws:MultiFactorAuthPresent", hasMultiFactor ? "true" : "false"),
      ("s3:prefix", "\(folder)/2026"),
    ]
  }
}
