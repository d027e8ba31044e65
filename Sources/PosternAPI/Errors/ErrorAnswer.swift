import PosternText
import PosternTransport

/// The JSON of an error: `{"error": {"code", "message", "pointer", "line", "column"}}`.
enum ErrorAnswer {
  /// Makes the response say the error, whatever it held before; an `allow` field stays.
  static func write(_ error: APIError, into response: inout Response) {
    response.status = error.code.status
    response.contentType = .json
    var writer = JSONWriter()
    write(error, into: &writer)
    response.body.removeAll(keepingCapacity: true)
    writer.move(to: &response.body)
  }

  /// Writes the error as one JSON object.
  static func write(_ error: APIError, into writer: inout JSONWriter) {
    writer.beginObject()
    writeMember(error, into: &writer)
    writer.endObject()
  }

  /// Writes the error as the member `error` of an object that was begun.
  static func writeMember(_ error: APIError, into writer: inout JSONWriter) {
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
    if let position = error.position {
      writer.name("line")
      writer.integer(position.line)
      writer.name("column")
      writer.integer(position.column)
    }
    writer.endObject()
  }
}
