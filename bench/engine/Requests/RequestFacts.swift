import PosternTestKit

/// The context of a request: eight condition keys, as a service with a network front end sends
/// them, and in the workload X three more.
struct RequestFacts: Sendable {
  private var network: Int
  private var host: Int
  private var hasMultiFactor: Bool
  private var region: Int
  private var folder: String
  private let port: Int
  private var extras: Extras?

  /// What requests of the workload X say besides.
  private struct Extras {
    var channels: [Int]
    var label: Int
    var keyCount: Int
  }

  /// Random facts, which fit no condition on purpose.
  init(hasExtras: Bool, from random: inout SeededGenerator) {
    network = random.below(Vocabulary.networkCount)
    host = random.below(250)
    hasMultiFactor = random.chance(50)
    region = random.below(Vocabulary.regions.count)
    folder = "team-\(random.below(Vocabulary.teamCount))"
    port = random.below(8)
    guard hasExtras else { return }
    extras = Extras(
      channels: random.pick(random.below(3), of: Array(Vocabulary.channels.indices)).sorted(),
      label: random.below(Vocabulary.labels.count),
      keyCount: random.below(1_000)
    )
  }

  /// Changes the facts so that the condition holds, unless it is about the user.
  mutating func satisfy(_ condition: ConditionDraft, for user: CallerDraft) {
    switch condition {
    case .team: break
    case .network(let networks): network = networks[0]
    case .multiFactor: hasMultiFactor = true
    case .homePrefix: folder = "home/\(user.name)"
    case .region(let regions): region = regions[0]
    case .allChannels(let channels): extras?.channels = channels
    case .anyLabel(let label): extras?.label = label
    case .atMost(let count): extras?.keyCount = count
    case .since: break
    }
  }

  /// The keys that are lists, and their values.
  var lists: [(key: String, values: [String])] {
    guard let extras else { return [] }
    return [
      ("orders:Channels", extras.channels.map { Vocabulary.channels[$0] }),
      ("orders:Labels", ["plain", "\(Vocabulary.labels[extras.label])-\(port)"]),
    ]
  }

  /// The keys and their values, the lists apart.
  var context: [(key: String, value: String)] {
    let number = extras.map { [("s3:max-keys", "\($0.keyCount)")] } ?? []
    return number + [
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
