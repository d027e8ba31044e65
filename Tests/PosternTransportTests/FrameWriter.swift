/// Writes the bytes that an HTTP/2 client sends, good or hostile.
///
/// Header fields are HPACK literals without indexing and without Huffman coding (RFC 7541 §6.2.2).
enum FrameWriter {
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  /// The preface and an empty SETTINGS frame: how every client begins.
  static let opening = preface + settings([])

  static func frame(_ type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
    let count = UInt32(payload.count)
    return bytes(of: count).dropFirst() + [type, flags] + bytes(of: stream) + payload
  }

  static func data(_ payload: [UInt8], stream: UInt32, ends: Bool) -> [UInt8] {
    frame(0, flags: ends ? 0x1 : 0, stream: stream, payload)
  }

  static func headers(_ block: [UInt8], stream: UInt32, ends: Bool, isWhole: Bool) -> [UInt8] {
    frame(1, flags: (ends ? 0x1 : 0) | (isWhole ? 0x4 : 0), stream: stream, block)
  }

  static func priority(stream: UInt32) -> [UInt8] {
    frame(2, flags: 0, stream: stream, [0, 0, 0, 0, 15])
  }

  static func reset(stream: UInt32) -> [UInt8] {
    frame(3, flags: 0, stream: stream, bytes(of: 8))
  }

  static func settings(_ entries: [(id: UInt16, value: UInt32)]) -> [UInt8] {
    let payload = entries.flatMap { entry in
      [UInt8(entry.id >> 8), UInt8(entry.id & 0xff)] + bytes(of: entry.value)
    }
    return frame(4, flags: 0, stream: 0, payload)
  }

  static let settingsAcknowledgement = frame(4, flags: 0x1, stream: 0, [])

  static func ping(_ payload: [UInt8], isAcknowledgement: Bool) -> [UInt8] {
    frame(6, flags: isAcknowledgement ? 0x1 : 0, stream: 0, payload)
  }

  static func windowUpdate(stream: UInt32, increment: UInt32) -> [UInt8] {
    frame(8, flags: 0, stream: stream, bytes(of: increment))
  }

  static func continuation(_ block: [UInt8], stream: UInt32, isWhole: Bool) -> [UInt8] {
    frame(9, flags: isWhole ? 0x4 : 0, stream: stream, block)
  }

  /// A whole request in as few frames as possible.
  static func request(
    _ method: String,
    _ path: String,
    body: [UInt8],
    stream: UInt32
  ) -> [UInt8] {
    let block = requestBlock(method, path)
    guard !body.isEmpty else {
      return headers(block, stream: stream, ends: true, isWhole: true)
    }
    return headers(block, stream: stream, ends: false, isWhole: true)
      + data(body, stream: stream, ends: true)
  }

  static func requestBlock(_ method: String, _ path: String) -> [UInt8] {
    field(":method", method) + field(":scheme", "http") + field(":authority", "localhost")
      + field(":path", path)
  }

  static func field(_ name: String, _ value: String) -> [UInt8] {
    [0x00] + text(name) + text(value)
  }

  static func text(_ text: String) -> [UInt8] {
    integer(text.utf8.count, prefixBitCount: 7) + Array(text.utf8)
  }

  /// RFC 7541 §5.1.
  static func integer(_ value: Int, prefixBitCount: Int) -> [UInt8] {
    let most = (1 << prefixBitCount) - 1
    guard value >= most else { return [UInt8(value)] }
    var bytes = [UInt8(most)]
    var rest = value - most
    while rest >= 128 {
      bytes.append(UInt8(rest % 128 + 128))
      rest /= 128
    }
    bytes.append(UInt8(rest))
    return bytes
  }

  static func bytes(of number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
