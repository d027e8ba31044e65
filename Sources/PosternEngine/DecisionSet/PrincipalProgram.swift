/// The head of a principal test in a decision set; its cells follow.
struct PrincipalProgram: BitwiseCopyable {
  /// What an entry names.
  enum Form: UInt32 {
    case everyone
    case account
    case role
    case session
    case roleID
    case userID
    case arn
    case service
    case provider
    case nobody
  }

  /// One entry; its texts are literals.
  ///
  /// A role has partition, account and name, a session its own name behind them.
  struct Cell: BitwiseCopyable {
    let form: UInt32
    let first: TextProgram
    let second: TextProgram
    let third: TextProgram
    let fourth: TextProgram
  }

  let isNegated: UInt32
  let count: UInt32
}
