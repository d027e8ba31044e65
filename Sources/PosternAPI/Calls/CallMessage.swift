import PosternTransport
import SwiftProtobuf

/// The one message of a unary call.
enum CallMessage {
  /// Says that bytes are not the message that a method takes.
  static let undecodable = CallStatus(.internal, "the message cannot be decoded")

  /// Reads the message of a call.
  ///
  /// - Throws: that there is none or more than one, that it is too long, or that it is not what the
  ///   method takes.
  static func read<Body: Message>(
    _: Body.Type,
    of request: borrowing Request,
    byteCountMax: Int
  ) throws(CallStatus) -> Body {
    let range = try place(of: request, byteCountMax: byteCountMax)
    return try parse(Body.self, Array(request.body[range]))
  }

  /// Finds the message of a call in its body.
  ///
  /// - Throws: that there is none or more than one, or that it is too long.
  static func place(
    of request: borrowing Request,
    byteCountMax: Int
  ) throws(CallStatus) -> Range<Int> {
    let encoding = request.fields.value(of: "grpc-encoding")
    var framing = CallFraming(
      byteCountMax: byteCountMax,
      encoding: encoding.map { String(decoding: $0, as: UTF8.self) }
    )
    let range: Range<Int>
    switch framing.next(in: request.body.span) {
    case .message(let found): range = found
    case .end: throw CallStatus(.unimplemented, "the call has no message, the method takes one")
    case .incomplete: throw CallStatus(.internal, "the message is not complete")
    case .failure(let status): throw status
    }
    switch framing.next(in: request.body.span) {
    case .end: break
    case .incomplete, .message, .failure:
      throw CallStatus(.unimplemented, "the call has more than one message, the method takes one")
    }
    return range
  }

  /// Decodes a message.
  ///
  /// - Throws: that the bytes are none of this kind.
  static func parse<Body: Message>(_: Body.Type, _ bytes: [UInt8]) throws(CallStatus) -> Body {
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = WireFields.depthMax
    // What is not known is not looked at, so there is no reason to carry it along.
    options.discardUnknownFields = true
    do {
      return try Body(serializedBytes: bytes, options: options)
    } catch {
      throw undecodable
    }
  }

  /// Encodes a message.
  ///
  /// - Throws: that it cannot be encoded.
  static func encode(_ message: some Message) throws(CallStatus) -> [UInt8] {
    do {
      return try message.serializedBytes()
    } catch {
      throw CallStatus(.internal, "the answer cannot be encoded")
    }
  }

  /// Writes the message that answers a call.
  ///
  /// - Throws: that it cannot be encoded; the response is to be failed then, never sent empty.
  static func write(_ message: some Message, into response: inout Response) throws(CallStatus) {
    let bytes = try encode(message)
    response.succeed { $0.append(contentsOf: bytes) }
  }
}
