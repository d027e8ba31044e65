/// How a gRPC call ends: a code, for a person a sentence, and for a program details.
///
/// The words lie apart: a status is handed on several times, and nearly all have none.
package struct CallStatus: Error, Equatable {
  /// How it ended.
  package let code: CallCode
  private let words: Words?

  /// What a status says besides its code.
  private final class Words: Sendable {
    let message: String
    let details: String
    let namesEncodings: Bool

    init(message: String, details: String, namesEncodings: Bool) {
      self.message = message
      self.details = details
      self.namesEncodings = namesEncodings
    }
  }

  /// A sentence: lower case, no full stop; empty for a call that went well.
  package var message: String { words?.message ?? "" }
  /// An encoded `google.rpc.Status` in base64 for the field `grpc-status-details-bin`; empty leaves
  /// it out.
  package var details: String { words?.details ?? "" }
  /// Whether the encodings that the server reads are named: for a call that was compressed.
  package var namesEncodings: Bool { words?.namesEncodings ?? false }

  /// Makes a status.
  package init(_ code: CallCode, _ message: String, details: String, namesEncodings: Bool) {
    self.code = code
    words = Words(message: message, details: details, namesEncodings: namesEncodings)
  }

  /// Makes a status without details.
  package init(_ code: CallCode, _ message: String) {
    self.init(code, message, details: "", namesEncodings: false)
  }

  private init(_ code: CallCode) {
    self.code = code
    words = nil
  }

  /// Whether both end a call in the same way, and say the same of it.
  package static func == (left: CallStatus, right: CallStatus) -> Bool {
    left.code == right.code && left.message == right.message && left.details == right.details
      && left.namesEncodings == right.namesEncodings
  }

  /// The call has its answer.
  package static let ok = CallStatus(.ok)

  /// Nothing is served at the path of the call.
  package static let noMethod = CallStatus(.unimplemented, "no method has this path")

  /// The client's deadline has passed.
  package static let deadlineExceeded = CallStatus(
    .deadlineExceeded,
    "the deadline of the call has passed"
  )

  /// Says in the words of gRPC why the transport refuses a call.
  init(_ rejection: TransportRejection) {
    switch rejection {
    case .bodyTooLarge:
      self.init(.resourceExhausted, "the message is longer than this listener takes")
    case .headersTooLarge, .targetTooLong:
      self.init(.resourceExhausted, "the header fields are too long or too many")
    case .expectationUnknown:
      self.init(.unimplemented, "`expect` may say `100-continue` and nothing else")
    case .malformed, .versionUnknown:
      self.init(.internal, "the bytes are no call")
    case .overloaded:
      self.init(.unavailable, "too many unfinished messages wait on this connection")
    case .requestTooSlow:
      self.init(.deadlineExceeded, "the call did not come in time")
    case .tunnel:
      self.init(.unimplemented, "this server is no proxy")
    case .twoHosts:
      self.init(.internal, "`host` names another server than `:authority`")
    }
  }
}
