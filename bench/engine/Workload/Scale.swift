/// The size of a workload; every report names one of these five.
enum Scale: String, CaseIterable, Sendable {
  /// An application with a handful of policies.
  case small = "S"
  /// A company: the size that is optimised for.
  case medium = "M"
  /// A platform with a hundred thousand users.
  case large = "L"
  /// Few users, each with about a thousand statements.
  case wide = "W"
  /// The company again, with every layer and all operators.
  case layered = "X"

  /// How many managed policies there are.
  var policyCount: Int {
    switch self {
    case .small: 10
    case .medium, .layered: 1_000
    case .large: 10_000
    case .wide: 2_000
    }
  }

  /// How many users there are.
  var userCount: Int {
    switch self {
    case .small: 20
    case .medium, .layered: 10_000
    case .large: 100_000
    case .wide: 2_000
    }
  }

  /// How many groups there are.
  var groupCount: Int {
    switch self {
    case .small: 5
    case .medium, .layered: 200
    case .large: 2_000
    case .wide: 100
    }
  }

  /// How many different requests are asked.
  var requestCount: Int {
    switch self {
    case .small: 2_000
    case .medium, .large, .layered: 20_000
    case .wide: 4_000
    }
  }

  /// How many groups each user is in.
  var groupsPerUser: Int { self == .wide ? 5 : 3 }
  /// How many policies each group has.
  var policiesPerGroup: ClosedRange<Int> { self == .wide ? 20...20 : 2...5 }
  /// How many statements each policy has.
  var statementsPerPolicy: ClosedRange<Int> { self == .wide ? 5...15 : 1...5 }
  /// How many buckets, and how many applications for each other service, there are.
  var nameCount: Int { max(20, policyCount / 5) }
}
