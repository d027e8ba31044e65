/// The bounds that every connection is held to.
///
/// A limit that is reached refuses the request or ends the connection; it never truncates.
package struct TransportLimits: Sendable, Equatable {
  /// The most connections that one listener holds open; one more is closed at once.
  package var connectionCountMax: Int
  /// The largest list of header fields, in bytes, each field counted as RFC 9113 §6.5.2 does:
  /// name, value and 32.
  package var headerListByteCountMax: Int
  /// The most header fields of one request.
  package var headerCountMax: Int
  /// The most requests of one connection that may be open at a time.
  package var concurrentStreamCountMax: Int
  /// The most bytes of request bodies that one connection may have buffered at a time, so that no
  /// body may be longer either.
  package var connectionBodyByteCountMax: Int
  /// The most bytes of answers that may wait on one connection, for windows to open, before further
  /// requests are refused; on HTTP/1.1 they wait, and long before.
  package var connectionAnswerByteCountMax: Int
  /// The most bytes of unfinished bodies and waiting answers that all connections of one event loop
  /// may hold together, before those that hold much are refused more.
  package var loopBufferByteCountMax: Int
  /// The bytes that a connection may hold even then, so that modest clients are served on.
  package var connectionBufferByteCountMin: Int
  /// The most bytes of output that wait in a connection before it is no longer read from.
  package var pendingOutputByteCountMax: Int
  /// The number of streams that may be reset at once, by either side.
  package var resetBurstCount: Int
  /// The number of further stream resets that are tolerated in a second.
  package var resetsPerSecond: Int
  /// The number of frames without a request in them that are taken at once; messages of TLS that
  /// ask for new keys have as many of their own.
  package var controlFrameBurstCount: Int
  /// The number of further frames without a request in them that are taken in a second.
  package var controlFramesPerSecond: Int
  /// The most CONTINUATION frames of one header list.
  package var continuationCountMax: Int
  /// The most acknowledgements of PING and SETTINGS that may wait to be sent.
  package var acknowledgementCountMax: Int
  /// The most entries of one SETTINGS frame.
  package var settingCountMax: Int
  /// The most handshakes of TLS that one turn of an event loop takes on; others wait their turn.
  package var handshakesPerTurnMax: Int
  /// How long a handshake of TLS may take, in seconds.
  package var handshakeSeconds: Int
  /// How long a connection may stay silent, in seconds.
  package var idleSeconds: Int
  /// How long a connection that has asked something is kept, in seconds, once it is idle and a new
  /// one wants its place; one that has never asked anything makes room at once.
  package var keptIdleSeconds: Int
  /// How long a request may take to arrive, in seconds.
  package var requestSeconds: Int
  /// How long a client may take to read an answer, in seconds.
  package var answerSeconds: Int

  /// The bounds that hold when the configuration does not say otherwise.
  package static let standard = TransportLimits(
    connectionCountMax: 1_024,
    headerListByteCountMax: 16 * 1024,
    headerCountMax: 100,
    concurrentStreamCountMax: 128,
    connectionBodyByteCountMax: 16 * 1024 * 1024,
    connectionAnswerByteCountMax: 8 * 1024 * 1024,
    loopBufferByteCountMax: 64 * 1024 * 1024,
    connectionBufferByteCountMin: 64 * 1024,
    pendingOutputByteCountMax: 256 * 1024,
    resetBurstCount: 200,
    resetsPerSecond: 33,
    controlFrameBurstCount: 1_000,
    controlFramesPerSecond: 200,
    continuationCountMax: 8,
    acknowledgementCountMax: 64,
    settingCountMax: 32,
    handshakesPerTurnMax: 4,
    handshakeSeconds: 5,
    idleSeconds: 300,
    keptIdleSeconds: 5,
    requestSeconds: 10,
    answerSeconds: 30
  )
}
