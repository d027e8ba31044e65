import PosternText

/// The texts of a request's keys that are not in the request: the time, and a few constants.
///
/// Written into the evaluator's own memory once a second at most, and only for snapshots that
/// mention the time.
struct ClockText: BitwiseCopyable {
  private static let constants = Array(
    "falsetrueAccountUserAssumedRoleFederatedUserAnonymous".utf8
  )
  private static let datePlace = 64
  private static let epochPlace = 96
  private static let byteCount = 128

  private let bytes: ScratchArray<UInt8>
  private let lengths: ScratchArray<Int>

  /// Allocates the memory; `deallocate` frees it.
  init() {
    bytes = ScratchArray(capacity: ClockText.byteCount, initial: 0)
    lengths = ScratchArray(capacity: 3, initial: 0)
    for (index, byte) in ClockText.constants.enumerated() { bytes[index] = byte }
    lengths[2] = Int.min
  }

  /// Frees the memory.
  func deallocate() {
    bytes.deallocate()
    lengths.deallocate()
  }

  /// Sets the time, in whole seconds since 1970.
  @inline(__always)
  func set(secondsSinceEpoch seconds: Int) {
    if lengths[2] != seconds { write(seconds) }
  }

  @inline(never)
  private func write(_ seconds: Int) {
    lengths[2] = seconds
    lengths[0] = write(Timestamp.text(secondsSinceEpoch: Int64(seconds)), at: ClockText.datePlace)
    lengths[1] = write(String(seconds), at: ClockText.epochPlace)
  }

  private func write(_ text: String, at place: Int) -> Int {
    let bounded = text.utf8.prefix(32)
    for (index, byte) in bounded.enumerated() { bytes[place + index] = byte }
    return bounded.count
  }

  /// The time as `2026-01-02T03:04:05Z`.
  var dateText: ByteSlice { bytes.bytes(from: ClockText.datePlace, count: lengths[0]) }
  /// The time in seconds since 1970.
  var epochText: ByteSlice { bytes.bytes(from: ClockText.epochPlace, count: lengths[1]) }
  /// `false`.
  var falseText: ByteSlice { bytes.bytes(from: 0, count: 5) }

  /// `true`.
  var trueText: ByteSlice { bytes.bytes(from: 5, count: 4) }

  /// The value of `aws:PrincipalType`; nil for callers that have none.
  func principalType(of caller: Caller) -> ByteSlice? {
    switch CallerForm(rawValue: caller.form) {
    case .root: bytes.bytes(from: 9, count: 7)
    case .user: bytes.bytes(from: 16, count: 4)
    case .roleSession: bytes.bytes(from: 20, count: 11)
    case .federatedSession: bytes.bytes(from: 31, count: 13)
    case .anonymous: bytes.bytes(from: 44, count: 9)
    case .service, .provider, nil: nil
    }
  }
}
