/// Why nothing could be measured.
enum BenchError: Error, CustomStringConvertible {
  /// The command line is not understood.
  case usage(String)
  /// The account of the vocabulary is none.
  case badAccount
  /// Compiling gave nothing to decide by.
  case noSnapshot
  /// Only so many requests of the wanted outcomes were found.
  case tooFewRequests(Int)
  /// The engine and the executable specification decide a request differently.
  case mismatch(request: String, expected: String, actual: String)

  var description: String {
    switch self {
    case .usage(let reason): reason
    case .badAccount: "the account of the workload is not a number of twelve digits"
    case .noSnapshot: "there is no snapshot after publishing"
    case .tooFewRequests(let count): "only \(count) requests of the wanted outcomes were found"
    case .mismatch(let request, let expected, let actual):
      "expected \(expected), the engine says \(actual): \(request)"
    }
  }
}
