import Glibc

/// Measures the engine on a workload that is the same on every machine.
@main
struct PosternBench {
  static func main() async {
    do {
      try await run(Arguments(Array(CommandLine.arguments.dropFirst())))
    } catch {
      print("postern-bench: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func run(_ arguments: Arguments) async throws {
    switch arguments.command {
    case .measure: try measure(subject(arguments))
    case .publish: try await publish(subject(arguments))
    case .store:
      let workload = try WorkloadGenerator(scale: arguments.scale).workload()
      try StartTime.prepare(workload, at: arguments.text("path"))
    case .start: try start(from: arguments.text("path"))
    case .loop: try loop(subject(arguments), arguments)
    case .verify:
      let verified = try Verification(subject(arguments))
      let scale = try arguments.scale.rawValue
      Report.line("draws that the specification decided as well", verified.drawCount, "")
      Report.row("\(scale).verified", verified.drawCount)
      Report.line("mismatches", verified.mismatches.count, "")
      Report.row("\(scale).mismatches", verified.mismatches.count)
      if let first = verified.mismatches.first { throw first }
    case .account:
      let workload = try WorkloadGenerator(scale: arguments.scale).workload()
      print(String(decoding: workload.export, as: UTF8.self))
    case .requests: try RequestLines.print(subject(arguments))
    case .request:
      let subject = try subject(arguments)
      let place = try arguments.count("place")
      print(String(decoding: subject.drafts[place].body, as: UTF8.self), terminator: "")
    }
  }

  private static func subject(_ arguments: Arguments) throws -> Subject {
    try Subject(scale: arguments.scale, count: arguments.optionalCount("count"))
  }

  private static func loop(_ subject: borrowing Subject, _ arguments: Arguments) throws {
    let roundCount = try arguments.count("rounds")
    // `count-switch` begins and ends its count where the process group is asked for.
    _ = getpgrp()
    let allowCount = try DecisionLoop.run(
      subject,
      phase: arguments.phase,
      roundCount: roundCount
    )
    _ = getpgrp()
    print("\(subject.requests.count * roundCount) decisions, \(allowCount) of them allows")
  }

  private static func measure(_ subject: borrowing Subject) throws {
    let stopwatch = Stopwatch()
    let scale = subject.workload.scale.rawValue
    describe(subject.workload)
    for phase in [DecisionPhase.raw, .resolved, .explained] {
      let times = try DecisionTimes(subject, phase: phase, stopwatch: stopwatch)
      Report.line("\(phase), p50", times.p50, "ns")
      Report.row("\(scale).\(phase).p50", times.p50)
      Report.line("\(phase), p99", times.p99, "ns")
      Report.row("\(scale).\(phase).p99", times.p99)
    }
    let rate = try DecisionTimes.decisionsPerSecond(subject, stopwatch: stopwatch)
    Report.line("raw, one core", rate, "decisions/s")
    let memory = try MemoryUse(subject)
    for (name, value) in [
      ("snapshot", memory.snapshot), ("per statement in a set", memory.perStatement),
      ("per user", memory.perUser), ("per group", memory.perGroup),
      ("per session", memory.perSession),
    ] {
      Report.line(name, value, "bytes")
      Report.row("\(scale).bytes.\(name)", value)
    }
    let compile = try CompileTimes(subject.workload, stopwatch: stopwatch)
    Report.line("documents parsed", compile.parsed, "policies/s")
    Report.line("parsed documents compiled", compile.compiled, "policies/s")
    Report.row("\(scale).compiled", compile.compiled)
    Report.line("published: parsed, compiled, laid out", compile.published, "policies/s")
  }

  private static func publish(_ subject: borrowing Subject) async throws {
    let scale = subject.workload.scale.rawValue
    let times = try PublishTimes(
      subject.workload,
      changeCount: 2_000,
      stopwatch: Stopwatch()
    )
    Report.line("one policy changed to visible, p50", times.p50, "ns")
    Report.row("\(scale).change.p50", times.p50)
    Report.line("one policy changed to visible, p99", times.p99, "ns")
    Report.line("all contents with one change, p50", times.wholeP50, "ns")
    Report.line("resident: snapshot and what the next is made of", times.residentBytes, "bytes")
    Report.row("\(scale).resident", times.residentBytes)
    Report.line("more at the peak of 2,000 changes of a policy", times.peakBytes, "bytes")
    Report.row("\(scale).peak", times.peakBytes)
    Report.line("more at the peak of publishing everything", times.wholePeakBytes, "bytes")
    Report.row("\(scale).peak.whole", times.wholePeakBytes)
    let readers = try await Readers(subject)
    Report.line("two threads", Int(readers.twoThreadFactor * 1_000), "decisions per 1,000 of one")
    Report.row("\(scale).threads", readers.twoThreadFactor)
    Report.line("publications beside a reader", readers.publicationsPerSecond, "/s")
    Report.line("slower beside them", Int(readers.slowdownPercent * 100), "hundredths of a percent")
    Report.row("\(scale).slowdown", readers.slowdownPercent)
  }

  private static func start(from path: String) throws {
    let time = try StartTime(from: path)
    Report.line("store read", time.read, "ns")
    Report.line("read to ready", time.publish, "ns")
    Report.row("start", Double(time.read + time.publish) / 1e9)
  }

  private static func describe(_ workload: Workload) {
    let counts = workload.users
      .map { workload.statements(of: workload.caller($0)).count }.sorted()
    Report.line("policies", workload.policies.count, "")
    Report.line("statements", workload.statementCount, "")
    Report.line("users", workload.users.count, "")
    Report.line("statements per user, median", counts[counts.count / 2], "")
    Report.line("statements per user, largest", counts[counts.count - 1], "")
    Report.line("requests", workload.scale.requestCount, "")
  }
}
