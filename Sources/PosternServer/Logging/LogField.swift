/// The names of the values in log lines, in the order in which a line shows them.
enum LogField: String, CaseIterable {
  case plane
  case address
  case limiter
  case peer
  case revision
  case accounts
  case users
  case groups
  case roles
  case policies
  case milliseconds
  case problems
  case lines
  case place
  case detail
  case status
  case directory
  case file
  case notBefore
  case notAfter

  /// Where a value with this name stands in a line; names that are not ours come last.
  static func place(of name: String) -> Int {
    allCases.firstIndex { $0.rawValue == name } ?? allCases.count
  }
}
