import PosternTransport

extension Setting {
  /// Makes a bound of `TransportLimits`, which has the name of its property.
  private static func bound(
    _ name: String,
    _ place: any WritableKeyPath<ServerOptions, Int> & Sendable,
    _ range: ClosedRange<Int>,
    _ reason: String
  ) -> Setting {
    number("transport", name, place, range, isReloadable: true, reason)
  }

  /// The bounds of `TransportLimits`, one for each of its properties.
  static let transport = connectionBounds + requestBounds + floodBounds

  private static let connectionBounds: [Setting] = [
    bound(
      "connectionCountMax",
      \.transportLimits.connectionCountMax,
      1...1_000_000,
      "The most connections that one listener holds open. Keep it below the process's limit on "
        + "open files."
    ),
    bound(
      "handshakesPerTurnMax",
      \.transportLimits.handshakesPerTurnMax,
      1...1_024,
      "The most handshakes of TLS that one turn of an event loop takes on; each costs as much as "
        + "hundreds of requests, and the open connections get theirs in between."
    ),
    bound(
      "handshakeSeconds",
      \.transportLimits.handshakeSeconds,
      1...3_600,
      "How long a handshake of TLS may take."
    ),
    bound(
      "idleSeconds",
      \.transportLimits.idleSeconds,
      1...86_400,
      "How long a connection may stay silent. Clients with a pool of connections want it longer "
        + "than their own bound."
    ),
    bound(
      "keptIdleSeconds",
      \.transportLimits.keptIdleSeconds,
      0...86_400,
      "How long an idle connection that has asked something is safe when a new one wants its "
        + "place; one that has never asked makes room at once."
    ),
    // The channels of a listener are told this when it is opened.
    number(
      "transport",
      "pendingOutputByteCountMax",
      \.transportLimits.pendingOutputByteCountMax,
      4_096...67_108_864,
      isReloadable: false,
      "The most bytes that wait for a slow reader before its connection is no longer read from."
    ),
    bound(
      "connectionBodyByteCountMax",
      \.transportLimits.connectionBodyByteCountMax,
      65_536...1_073_741_824,
      "The most bytes of unfinished bodies that one connection may have in memory."
    ),
    bound(
      "connectionAnswerByteCountMax",
      \.transportLimits.connectionAnswerByteCountMax,
      65_536...1_073_741_824,
      "The most bytes of answers that may wait for one connection to read them."
    ),
    bound(
      "loopBufferByteCountMax",
      \.transportLimits.loopBufferByteCountMax,
      1_048_576...68_719_476_736,
      "The most bytes of bodies and answers that all connections of one event loop may have in "
        + "memory together."
    ),
    bound(
      "connectionBufferByteCountMin",
      \.transportLimits.connectionBufferByteCountMin,
      0...1_073_741_824,
      "How much of that every connection may always have, so that a few cannot starve the others."
    ),
  ]

  private static let requestBounds: [Setting] = [
    bound(
      "requestSeconds",
      \.transportLimits.requestSeconds,
      1...3_600,
      "How long a request may take to arrive; slower ones are an attack or a broken network."
    ),
    bound(
      "answerSeconds",
      \.transportLimits.answerSeconds,
      1...3_600,
      "How long a client may take to read an answer."
    ),
    bound(
      "headerListByteCountMax",
      \.transportLimits.headerListByteCountMax,
      1_024...1_048_576,
      "The largest list of header fields, in bytes after decompression: a small frame can unpack "
        + "to megabytes."
    ),
    bound(
      "headerCountMax",
      \.transportLimits.headerCountMax,
      8...10_000,
      "The most header fields of one request."
    ),
    bound(
      "concurrentStreamCountMax",
      \.transportLimits.concurrentStreamCountMax,
      1...65_536,
      "The most open requests of one connection; clients are told and wait. Proxies want at "
        + "least 100."
    ),
  ]

  private static let floodBounds: [Setting] = [
    bound(
      "resetBurstCount",
      \.transportLimits.resetBurstCount,
      1...1_000_000,
      "How many streams may be reset at once, by either side, before the connection ends. Raise "
        + "it for clients that cancel much."
    ),
    bound(
      "resetsPerSecond",
      \.transportLimits.resetsPerSecond,
      1...1_000_000,
      "How many further resets are tolerated in a second."
    ),
    bound(
      "controlFrameBurstCount",
      \.transportLimits.controlFrameBurstCount,
      16...10_000_000,
      "How many frames without a request in them are taken at once, and key updates of TLS."
    ),
    bound(
      "controlFramesPerSecond",
      \.transportLimits.controlFramesPerSecond,
      1...10_000_000,
      "How many further such frames are taken in a second."
    ),
    bound(
      "continuationCountMax",
      \.transportLimits.continuationCountMax,
      1...1_024,
      "The most CONTINUATION frames of one list of header fields."
    ),
    bound(
      "acknowledgementCountMax",
      \.transportLimits.acknowledgementCountMax,
      1...100_000,
      "The most acknowledgements of PING and SETTINGS that may wait to be sent."
    ),
    bound(
      "settingCountMax",
      \.transportLimits.settingCountMax,
      6...1_024,
      "The most entries of one SETTINGS frame."
    ),
  ]
}
