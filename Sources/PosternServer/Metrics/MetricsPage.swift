import PosternAPI
import PosternDecisionPoint
import PosternTransport

/// Everything that the process counts, as a collector reads it.
///
/// Labels name kinds of things only, never a principal, a resource or a policy.
struct MetricsPage: Sendable {
  let version: String
  let health: ServiceHealth
  let registry: CounterRegistry
  /// The limiters of each plane, by its name.
  let limiters: [(plane: String, counts: LimiterCounts)]
  /// The open connections of each plane, by its name.
  let connections: ConnectionGauges
  /// The certificates of the listeners.
  let certificates: CertificateGauges

  /// Writes all metrics.
  ///
  /// - Complexity: O(loops) sums of some hundreds of counters; the loops do not notice.
  func write(into text: inout MetricsText) {
    writeBuild(into: &text)
    let counters = registry.all
    writeDecisions(counters, into: &text)
    writeDurations(counters, into: &text)
    writeAnswers(counters, into: &text)
    writeErrors(counters, into: &text)
    writeCalls(counters, into: &text)
    writeLimiters(into: &text)
    writeConnections(into: &text)
    writeCertificates(into: &text)
    writePolicies(into: &text)
    writeProcess(ProcessFigures(), into: &text)
  }

  private func writeBuild(into text: inout MetricsText) {
    text.begin("postern_build_info", .gauge, help: "The version that runs; always 1.")
    text.sample(UInt64(1), labels: [("version", version)])
    text.begin("postern_ready", .gauge, help: "Whether questions are answered and not draining.")
    text.sample(UInt64(health.hasSnapshot && !health.isDraining ? 1 : 0), labels: [])
    text.begin("postern_draining", .gauge, help: "Whether the process is on its way out.")
    text.sample(UInt64(health.isDraining ? 1 : 0), labels: [])
    text.begin(
      "postern_options_refused",
      .gauge,
      help: "Whether the options that were read last are wrong; those before hold then."
    )
    text.sample(UInt64(health.optionsRefusal == nil ? 0 : 1), labels: [])
  }

  private func writeDecisions(_ counters: [PlaneCounters], into text: inout MetricsText) {
    text.begin(
      "postern_decisions_total",
      .counter,
      help: "Decisions by what was decided, the layer that was the reason, and the interface."
    )
    for interface in Interface.allCases {
      for kind in DecisionKind.allCases {
        let count = counters.reduce(0) { $0 + $1.count(of: kind, by: interface) }
        // Kinds that never happened would be a hundred lines that nobody needs; the usual two are
        // there from the start, so that a rate can be taken of them.
        let isUsual = ["identity", "implicit_identity"].contains(kind.reason)
        guard count > 0 || isUsual else { continue }
        text.sample(
          count,
          labels: [
            ("decision", kind.decision), ("reason", kind.reason),
            ("api", interface.name.description),
          ]
        )
      }
    }
  }

  private func writeDurations(_ counters: [PlaneCounters], into text: inout MetricsText) {
    text.begin(
      "postern_decision_duration_seconds",
      .histogram,
      help: "Time from reading a request to its answer; the first of 64 of each api is measured."
    )
    let bounds = DurationBuckets.boundNanoseconds
    for interface in Interface.allCases {
      let counts = (0...bounds.count).map { bucket in
        counters.reduce(0) { $0 + $1.durationCount(inBucket: bucket, by: interface) }
      }
      // As with decisions: what nobody asks by has no lines.
      guard interface == .authorize || counts.contains(where: { $0 > 0 }) else { continue }
      let sum = counters.reduce(0) { $0 + $1.durationSumNanoseconds(by: interface) }
      text.histogram(
        bounds: bounds.indices.map { Double(bounds[$0]) / 1_000_000_000 },
        counts: counts,
        sum: Double(sum) / 1_000_000_000,
        labels: [("api", interface.name.description)]
      )
    }
  }

  private func writeAnswers(_ counters: [PlaneCounters], into text: inout MetricsText) {
    text.begin(
      "postern_http_responses_total",
      .counter,
      help: "Answers of the listeners for questions by route and status; code 0 is any other."
    )
    for route in Route.allCases {
      for status in PlaneCounters.statuses {
        let count = counters.reduce(0) { $0 + $1.answerCount(of: route, status: status) }
        guard count > 0 || (route == .authorize && status == 200) else { continue }
        text.sample(count, labels: [("route", route.name.description), ("code", "\(status)")])
      }
    }
  }

  private func writeErrors(_ counters: [PlaneCounters], into text: inout MetricsText) {
    text.begin(
      "postern_request_errors_total",
      .counter,
      help: "Errors that callers got instead of decisions, by the code in them."
    )
    for (index, code) in APIErrorCode.answered.enumerated() {
      let count = counters.reduce(0) { $0 + $1.errorCount(ofCode: index) }
      // Those of the bounds of questions are there from the start, as every limit is.
      guard count > 0 || [.limitExceeded, .bodyTooLarge].contains(code) else { continue }
      text.sample(count, labels: [("code", code.name)])
    }
  }

  private func writeCalls(_ counters: [PlaneCounters], into text: inout MetricsText) {
    text.begin(
      "postern_grpc_server_handled_total",
      .counter,
      help: "Calls of gRPC that have ended, by method and code; `none` is no method that exists."
    )
    for method in CallMethod.allCases.map(Optional.some) + [nil] {
      let names = method?.names ?? (service: "none", method: "none")
      for code in CallCode.allCases {
        let count = counters.reduce(0) { $0 + $1.callCount(of: method, code) }
        // Questions that went well are there from the start, so that a rate can be taken of them.
        let isUsual = code == .ok && (method == .authorize || method == .check)
        guard count > 0 || isUsual else { continue }
        text.sample(
          count,
          labels: [("service", names.service), ("method", names.method), ("code", code.name)]
        )
      }
    }
  }

  private func writeLimiters(into text: inout MetricsText) {
    text.begin(
      "postern_limit_exceeded_total",
      .counter,
      help: "How often each limit of the transport has stopped somebody."
    )
    for (plane, counts) in limiters {
      for limiter in Limiter.allCases {
        text.sample(
          counts.total(of: limiter),
          labels: [("plane", plane), ("limit", limiter.name)]
        )
      }
    }
  }

  private func writeConnections(into text: inout MetricsText) {
    text.begin("postern_connections", .gauge, help: "Open connections.")
    let counts = connections.counts
    for count in counts {
      text.sample(UInt64(clamping: count.connections), labels: [("plane", count.plane)])
    }
    text.begin(
      "postern_open_streams",
      .gauge,
      help: "Open streams of HTTP/2: requests that arrive, answers that are read, open calls."
    )
    for count in counts {
      text.sample(UInt64(clamping: count.streams), labels: [("plane", count.plane)])
    }
  }

  private func writeCertificates(into text: inout MetricsText) {
    let states = certificates.states
    guard !states.isEmpty else { return }
    text.begin(
      "postern_tls_cert_not_after_seconds",
      .gauge,
      help: "When the certificate of a listener ends to be valid, in seconds since 1970."
    )
    for state in states {
      text.sample(
        UInt64(clamping: state.notAfterSeconds),
        labels: [("plane", state.plane), ("listener", state.listener)]
      )
    }
    text.begin(
      "postern_tls_cert_refused",
      .gauge,
      help: "1 while the files of a listener's certificate are refused and an older one is used."
    )
    for state in states {
      text.sample(
        UInt64(state.isRefused ? 1 : 0),
        labels: [("plane", state.plane), ("listener", state.listener)]
      )
    }
  }

  private func writePolicies(into text: inout MetricsText) {
    let loads = health.loads
    text.begin("postern_policy_revision", .gauge, help: "The revision that is decided by.")
    text.sample(health.revision, labels: [])
    text.begin(
      "postern_policy_last_success_timestamp_seconds",
      .gauge,
      help: "When entities were last loaded in good order; 0 for never."
    )
    text.sample(UInt64(clamping: loads.lastSuccessSeconds), labels: [])
    text.begin("postern_policy_loads_total", .counter, help: "Loads of the entities by result.")
    text.sample(loads.successCount, labels: [("result", "success")])
    text.sample(loads.failureCount, labels: [("result", "failure")])
    text.begin(
      "postern_policy_problems",
      .gauge,
      help: "What the last load found wrong; above 0 an older state is decided by."
    )
    text.sample(UInt64(clamping: loads.last?.problemCount ?? 0), labels: [])
    let counts = health.counts
    text.begin("postern_policy_objects", .gauge, help: "What the live state holds, by kind.")
    let kinds = [
      ("principal", counts?.principals), ("policy", counts?.policies),
      ("statement", counts?.statements), ("decision_set", counts?.sets),
    ]
    for (kind, count) in kinds {
      text.sample(UInt64(clamping: count ?? 0), labels: [("kind", kind)])
    }
    text.begin("postern_policy_bytes", .gauge, help: "The size of the live compiled state.")
    text.sample(UInt64(clamping: counts?.bytes ?? 0), labels: [])
  }

  private func writeProcess(_ figures: ProcessFigures, into text: inout MetricsText) {
    if let seconds = figures.processorSeconds {
      text.begin("process_cpu_seconds_total", .counter, help: "Processor time in seconds.")
      text.sample(seconds, labels: [])
    }
    if let seconds = figures.startSeconds {
      text.begin("process_start_time_seconds", .gauge, help: "Start, in seconds since 1970.")
      text.sample(seconds, labels: [])
    }
    if let bytes = figures.residentByteCount {
      text.begin("process_resident_memory_bytes", .gauge, help: "Resident memory in bytes.")
      text.sample(bytes, labels: [])
    }
    if let bytes = figures.virtualByteCount {
      text.begin("process_virtual_memory_bytes", .gauge, help: "Address space in bytes.")
      text.sample(bytes, labels: [])
    }
    if let count = figures.descriptorCount {
      text.begin("process_open_fds", .gauge, help: "Open descriptors.")
      text.sample(count, labels: [])
    }
    if let count = figures.descriptorCountMax {
      text.begin("process_max_fds", .gauge, help: "How many descriptors may be open.")
      text.sample(count, labels: [])
    }
  }
}
