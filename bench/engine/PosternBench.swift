import Glibc

/// Measures the engine on a workload that is the same on every machine.
@main
struct PosternBench {
  static func main() {
    do {
      try run(Arguments(Array(CommandLine.arguments.dropFirst())))
    } catch {
      print("postern-bench: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func run(_ arguments: Arguments) throws {
    switch arguments.command {
    case .measure: try measure(arguments.scale)
    case .loop:
      let subject = try Subject(scale: arguments.scale)
      let roundCount = try arguments.count("rounds")
      let allowCount = try DecisionLoop.run(
        subject,
        phase: arguments.phase,
        roundCount: roundCount
      )
      print("\(subject.requests.count * roundCount) decisions, \(allowCount) of them allows")
    case .verify:
      let count = try Verification.run(
        Subject(scale: arguments.scale),
        count: arguments.count("count")
      )
      Report.line("decisions as the specification makes them", count, "")
    case .account:
      let workload = try WorkloadGenerator(scale: arguments.scale).workload()
      print(String(decoding: workload.export, as: UTF8.self))
    case .request:
      let subject = try Subject(scale: arguments.scale)
      let place = try arguments.count("place")
      print(String(decoding: subject.drafts[place].body, as: UTF8.self), terminator: "")
    }
  }

  private static func measure(_ scale: Scale) throws {
    let stopwatch = Stopwatch()
    let subject = try Subject(scale: scale)
    describe(subject.workload)
    for phase in DecisionPhase.allCases {
      let times = try DecisionTimes(subject, phase: phase, stopwatch: stopwatch)
      Report.line("\(phase), p50", times.p50, "ns")
      Report.line("\(phase), p99", times.p99, "ns")
    }
    let rate = try DecisionTimes.decisionsPerSecond(subject, stopwatch: stopwatch)
    Report.line("raw, one core", rate, "decisions/s")
    let memory = try MemoryUse(subject)
    Report.line("snapshot", memory.snapshot, "bytes")
    Report.line("per statement in a set", memory.perStatement, "bytes")
    Report.line("per user", memory.perUser, "bytes")
    let compile = try CompileTimes(subject.workload, stopwatch: stopwatch)
    Report.line("documents parsed", compile.parsed, "policies/s")
    Report.line("parsed documents compiled", compile.compiled, "policies/s")
    Report.line("published: parsed, compiled, laid out", compile.published, "policies/s")
  }

  private static func describe(_ workload: Workload) {
    let counts = workload.users.map { workload.statements(of: workload.caller($0)).count }.sorted()
    Report.line("policies", workload.policies.count, "")
    Report.line("statements", workload.statementCount, "")
    Report.line("users", workload.users.count, "")
    Report.line("statements per user, median", counts[counts.count / 2], "")
    Report.line("statements per user, largest", counts[counts.count - 1], "")
    Report.line("requests", workload.scale.requestCount, "")
  }
}
