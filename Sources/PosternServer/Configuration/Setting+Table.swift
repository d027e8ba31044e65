extension Setting {
  /// A group of settings under one name.
  package struct Section: Sendable {
    /// Its name.
    package let name: String
    /// What its settings are about: a sentence for a person.
    package let reason: String
    /// The settings, in the order in which they are printed.
    package let settings: [Setting]
  }

  /// Every section that consists of single values.
  package static let sections = [
    Section(
      name: "entities",
      reason: "Where users, groups, roles and policies come from.",
      settings: entities
    ),
    Section(name: "server", reason: "How the process runs and ends.", settings: server),
    Section(name: "grpc", reason: "The calls of gRPC.", settings: grpc),
    Section(name: "log", reason: "The log lines on standard error.", settings: log),
    Section(
      name: "limits",
      reason: "Bounds of requests, policies and files: what is above one is refused, never cut.",
      settings: limits
    ),
    Section(
      name: "quotas",
      reason: "What accounts and their entities may hold: a directory with more is not loaded.",
      settings: quotas
    ),
    Section(
      name: "transport",
      reason:
        "Bounds of connections: what is above one is refused, or ends the connection. Changes "
        + "hold for the connections that come.",
      settings: transport
    ),
  ]

  /// Every setting.
  package static let all = sections.flatMap(\.settings)

  private static let entities = [
    Setting(
      section: "entities",
      name: "directory",
      form: .path("a directory"),
      reason: "The directory of manifests; it is watched, and a good change is live within a "
        + "second.",
      isReloadable: false,
      get: { $0.directory.isEmpty ? nil : $0.directory },
      set: { options, text in
        guard !text.isEmpty else { return false }
        options.directory = text
        return true
      }
    ),
    .number(
      "entities",
      "observationMilliseconds",
      \.observationMilliseconds,
      10...60_000,
      isReloadable: false,
      "How often the directory is looked at; less often when it has so many files that looking "
        + "would take more than a fiftieth of a core. Two looks must agree before it is loaded, so "
        + "that no half-written file is read."
    ),
  ]

  private static let server = [
    Setting(
      section: "server",
      name: "loops",
      form: .automatic(ServerOptions.loopCountRange),
      reason: "How many event loops decide; `auto` is one for each core that the process may use.",
      isReloadable: false,
      get: { $0.loopCount == ServerOptions.coreCount ? "auto" : "\($0.loopCount)" },
      set: { options, text in
        let count = text == "auto" ? ServerOptions.coreCount : Int(text)
        guard let count, ServerOptions.loopCountRange.contains(count) else { return false }
        options.loopCount = count
        return true
      }
    ),
    .number(
      "server",
      "drainDelaySeconds",
      \.drainDelaySeconds,
      ServerOptions.drainSecondsRange,
      isReloadable: true,
      "How long the process goes on as before once it is told to stop, only not ready any more: "
        + "the time that a load balancer needs to notice."
    ),
    .number(
      "server",
      "drainSeconds",
      \.drainSeconds,
      ServerOptions.drainSecondsRange,
      isReloadable: true,
      "How long open requests may take after that. Keep both together below the time after which "
        + "the supervisor kills."
    ),
  ]

  private static let grpc = [
    Setting(
      section: "grpc",
      name: "reflection",
      form: .choice(["true", "false"]),
      reason: "Whether callers can ask which methods there are and what their messages look like.",
      isReloadable: true,
      get: { $0.grpcReflection ? "true" : "false" },
      set: { options, text in
        guard text == "true" || text == "false" else { return false }
        options.grpcReflection = text == "true"
        return true
      }
    )
  ]

  private static let log: [Setting] = [
    .choice(
      "log",
      "format",
      \.logFormat,
      isReloadable: false,
      "`text` for people, `json` for collectors."
    ),
    .choice(
      "log",
      "level",
      \.logLevel,
      isReloadable: true,
      "The least important lines that are written."
    ),
  ]
}
