import PosternText
import PosternTransport

/// The JSON of an error: `{"error": {"code", "message", "pointer", "line", "column"}}`.
enum ErrorAnswer {
  /// Makes the response say the error of the request with the body `text`, whatever it held before;
  /// an `allow` field stays.
  static func write(_ error: APIError, in text: Span<UInt8>, into response: inout Response) {
    response.status = error.code.status
    response.contentType = .json
    var writer = JSONWriter()
    write(error, at: error.position(in: text), into: &writer)
    response.body.removeAll(keepingCapacity: true)
    writer.move(to: &response.body)
  }

  /// Writes the error, whose place was counted, as one JSON object.
  static func write(
    _ error: APIError,
    at position: TextPosition?,
    into writer: inout JSONWriter
  ) {
    writer.beginObject()
    writeMember(error, at: position, into: &writer)
    writer.endObject()
  }

  /// Writes the error as the member `error` of an object that was begun.
  static func writeMember(
    _ error: APIError,
    at position: TextPosition?,
    into writer: inout JSONWriter
  ) {
    writer.name("error")
    writer.beginObject()
    writer.name("code")
    writer.string(error.code.name)
    writer.name("message")
    writer.string(error.message)
    if let pointer = error.pointer {
      writer.name("pointer")
      writer.string(pointer)
    }
    if let position {
      writer.name("line")
      writer.integer(position.line)
      writer.name("column")
      writer.integer(position.column)
    }
    writer.endObject()
  }
}
