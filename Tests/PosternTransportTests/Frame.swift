/// One frame that the server has sent.
struct Frame: Equatable {
  enum Kind: UInt8 {
    case data, headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate
    case continuation
  }

  let kind: Kind
  let flags: UInt8
  let stream: UInt32
  let payload: [UInt8]

  var endsStream: Bool { flags & 0x1 != 0 }

  /// The big-endian number at an offset of the payload.
  func number(at offset: Int) -> UInt32 {
    payload[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The status of an answer, when it is sent in one of the two forms that nghttp2 chooses the
  /// first time: an entry of the static table, or a literal.
  var status: Int? {
    guard kind == .headers, let first = payload.first else { return nil }
    switch first {
    case 0x88: return 200
    case 0x8c: return 400
    case 0x8d: return 404
    case 0x08, 0x18, 0x48: return Frame.literalStatuses[payload[1..<4]] ?? plainStatus
    default: return nil
    }
  }

  /// What the Huffman code makes shorter (RFC 7541 Appendix B).
  private static let literalStatuses: [ArraySlice<UInt8>: Int] = [
    [0x82, 0x08, 0x01]: 100, [0x82, 0x6c, 0x01]: 501,
  ]

  private var plainStatus: Int? { Int(String(decoding: payload[2..<5], as: UTF8.self)) }

  /// What a GOAWAY frame says besides its code.
  var goAwayText: String { String(decoding: payload.dropFirst(8), as: UTF8.self) }

  /// Takes whole frames from the front of the bytes and leaves the rest.
  static func takeAll(from bytes: inout [UInt8]) -> [Frame] {
    var frames: [Frame] = []
    while bytes.count >= 9 {
      let count = Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
      guard bytes.count >= 9 + count, let kind = Kind(rawValue: bytes[3]) else { break }
      let stream = bytes[5..<9].reduce(0) { $0 << 8 | UInt32($1) }
      frames.append(
        Frame(kind: kind, flags: bytes[4], stream: stream, payload: Array(bytes[9..<(9 + count)]))
      )
      bytes.removeFirst(9 + count)
    }
    return frames
  }
}

extension [Frame] {
  func body(of stream: UInt32) -> [UInt8] {
    filter { $0.kind == .data && $0.stream == stream }.flatMap(\.payload)
  }

  func status(of stream: UInt32) -> Int? {
    first { $0.kind == .headers && $0.stream == stream }?.status
  }

  func statuses(of stream: UInt32) -> [Int] {
    filter { $0.kind == .headers && $0.stream == stream }.compactMap(\.status)
  }

  func isAnswered(_ stream: UInt32) -> Bool {
    contains { $0.stream == stream && $0.endsStream && ($0.kind == .data || $0.kind == .headers) }
  }

  /// The error code of the last GOAWAY.
  var goAwayCode: UInt32? {
    last { $0.kind == .goAway }?.number(at: 4)
  }
}
