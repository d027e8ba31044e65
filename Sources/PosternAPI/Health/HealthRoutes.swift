import PosternText
import PosternTransport

/// `/livez`, `/startupz`, `/readyz` with its other name `/health`, and `/version`.
///
/// Ready means that a snapshot is live and that the process is not on its way out. A load that
/// failed does not end readiness, since the last good state keeps serving, and neither do options
/// that were refused; the answer says what failed, and a monitor can read it.
struct HealthRoutes {
  /// One of the questions about the process.
  enum Probe: CaseIterable {
    case live
    case startup
    case ready
    case health
    case version

    /// Where it is asked.
    var path: String {
      switch self {
      case .live: "/livez"
      case .startup: "/startupz"
      case .ready: "/readyz"
      case .health: "/health"
      case .version: "/version"
      }
    }
  }

  private let health: ServiceHealth

  init(health: ServiceHealth) {
    self.health = health
  }

  /// Writes the answer; status 503 stands for no.
  func answer(_ probe: Probe, isVerbose: Bool, into response: inout Response) {
    var buffer: [UInt8] = []
    swap(&buffer, &response.body)
    var writer = JSONWriter(reusing: buffer)
    writer.beginObject()
    switch probe {
    case .live:
      writer.name("live")
      writer.boolean(true)
    case .startup:
      response.status = write("started", health.hasSnapshot, into: &writer)
    case .ready, .health:
      response.status = write(
        "ready",
        health.hasSnapshot && !health.isDraining,
        into: &writer
      )
      writeState(isVerbose: isVerbose, into: &writer)
    case .version:
      writer.name("version")
      writer.string(health.version)
    }
    writer.endObject()
    response.body = writer.take()
  }

  private func write(
    _ name: StaticString,
    _ holds: Bool,
    into writer: inout JSONWriter
  ) -> UInt16 {
    writer.name(name)
    writer.boolean(holds)
    return holds ? 200 : 503
  }

  private func writeState(isVerbose: Bool, into writer: inout JSONWriter) {
    writer.name("revision")
    writer.integer(health.revision)
    if isVerbose || health.isDraining {
      writer.name("draining")
      writer.boolean(health.isDraining)
    }
    writeRefusal(into: &writer)
    guard let load = health.lastLoad, isVerbose || load.problemCount > 0 else { return }
    writer.name("lastLoad")
    writer.beginObject()
    writer.name("ok")
    writer.boolean(load.problemCount == 0)
    writer.name("problems")
    writer.integer(load.problemCount)
    if let first = load.firstProblem {
      writer.name("first")
      writer.string(first)
    }
    writer.name("endedSeconds")
    writer.integer(load.endedSeconds)
    writer.endObject()
  }

  /// Options that were refused leave those of before in force, which nothing else would show.
  private func writeRefusal(into writer: inout JSONWriter) {
    guard let refusal = health.optionsRefusal else { return }
    writer.name("options")
    writer.beginObject()
    writer.name("ok")
    writer.boolean(false)
    writer.name("problems")
    writer.integer(refusal.problemCount)
    if let first = refusal.firstProblem {
      writer.name("first")
      writer.string(first)
    }
    writer.endObject()
  }
}
