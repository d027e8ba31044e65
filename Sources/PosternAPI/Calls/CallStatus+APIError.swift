import PosternText
import PosternTransport
import SwiftProtobuf

extension CallStatus {
  /// Says in the words of gRPC why a question has no answer; the details hold the same as JSON.
  init(_ error: APIError) {
    let code = CallStatus.code(of: error.code.status)
    let place = error.pointer.map { " at `\($0)`" } ?? ""
    let sentence = "\(error.code.name)\(place): \(error.message)"
    self.init(
      code,
      sentence,
      details: CallStatus.details(code, sentence, error),
      namesEncodings: false
    )
  }

  private static func code(of status: UInt16) -> CallCode {
    switch status {
    case 401: .unauthenticated
    case 403: .permissionDenied
    case 404: .notFound
    case 405, 415: .unimplemented
    case 413, 429, 431: .resourceExhausted
    case 500: .internal
    case 503: .unavailable
    default: .invalidArgument
    }
  }

  /// Encodes the error as a detail of the status; empty when that fails, since the code and the
  /// sentence say all that is needed.
  private static func details(_ code: CallCode, _ sentence: String, _ error: APIError) -> String {
    var status = Google_Rpc_Status()
    status.code = Int32(code.rawValue)
    status.message = sentence
    let bytes: [UInt8]
    do {
      status.details = [try Google_Protobuf_Any(message: Postern_V1_Error(error))]
      bytes = try status.serializedBytes()
    } catch {
      return ""
    }
    return Base64.encode(bytes)
  }
}
