/// The command line: a command, then options with one value each.
struct Arguments {
  /// What the executable can do.
  enum Command: String, CaseIterable {
    /// Prints time, memory and the speed of compiling.
    case measure
    /// Prints how publishing and deciding go together.
    case publish
    /// Writes the account into a store.
    case store
    /// Prints how long a start from a store takes.
    case start
    /// Prints the account's policies and the requests with their outcomes, a line of JSON each.
    case requests
    /// Decides again and again, for somebody who counts instructions or allocations.
    case loop
    /// Compares decisions with those of the executable specification.
    case verify
    /// Prints the account, for a sidecar to load.
    case account
    /// Prints one request, for a client to send.
    case request
  }

  /// What to do.
  let command: Command
  private let options: [String: String]

  /// Reads the words behind the executable's name.
  init(_ words: [String]) throws(BenchError) {
    let names = Command.allCases.map(\.rawValue).joined(separator: " | ")
    guard let word = words.first, let command = Command(rawValue: word) else {
      throw .usage("expected \(names), then options such as --workload M")
    }
    var options: [String: String] = [:]
    var rest = words.dropFirst()
    while let name = rest.popFirst() {
      guard name.hasPrefix("--"), let value = rest.popFirst() else {
        throw .usage("expected `--option value`, found `\(name)`")
      }
      options[String(name.dropFirst(2))] = value
    }
    self.command = command
    self.options = options
  }

  /// The size of the workload.
  var scale: Scale {
    get throws(BenchError) { try value(of: "workload", among: Scale.allCases) }
  }

  /// Which part of a decision is repeated.
  var phase: DecisionPhase {
    get throws(BenchError) { try value(of: "phase", among: DecisionPhase.allCases) }
  }

  /// Returns the value of a count that must be given.
  func count(_ name: String) throws(BenchError) -> Int {
    guard let text = options[name], let count = Int(text), count >= 0 else {
      throw .usage("expected a number for `--\(name)`")
    }
    return count
  }

  /// Returns the value of a count that may be left out.
  func optionalCount(_ name: String) throws(BenchError) -> Int? {
    options[name] == nil ? nil : try count(name)
  }

  /// Returns the value of an option that must be given.
  func text(_ name: String) throws(BenchError) -> String {
    guard let text = options[name] else { throw .usage("expected a value for `--\(name)`") }
    return text
  }

  private func value<Value: RawRepresentable>(
    of name: String,
    among values: [Value]
  ) throws(BenchError) -> Value where Value.RawValue == String {
    guard let value = options[name].flatMap(Value.init(rawValue:)) else {
      let names = values.map(\.rawValue).joined(separator: ", ")
      throw .usage("expected one of \(names) for `--\(name)`")
    }
    return value
  }
}
