/// How a gRPC call ended, by the number that goes over the wire.
package enum CallCode: UInt8, Sendable, CaseIterable {
  /// The call has its answer.
  case ok = 0
  /// The client gave up.
  case cancelled = 1
  /// Nobody knows.
  case unknown = 2
  /// The client's message cannot be answered, whatever the state of the server.
  case invalidArgument = 3
  /// The client's deadline has passed.
  case deadlineExceeded = 4
  /// What was asked for does not exist.
  case notFound = 5
  /// What was to be made exists.
  case alreadyExists = 6
  /// The caller may not do this.
  case permissionDenied = 7
  /// A limit was reached.
  case resourceExhausted = 8
  /// The server is in a state in which it cannot answer.
  case failedPrecondition = 9
  /// Somebody else was faster.
  case aborted = 10
  /// Behind the end.
  case outOfRange = 11
  /// There is no such method, or not in this form.
  case unimplemented = 12
  /// A rule of the protocol, or one of our own, is broken.
  case `internal` = 13
  /// Not now; trying again is safe.
  case unavailable = 14
  /// Something is lost.
  case dataLoss = 15
  /// The caller has not said who it is.
  case unauthenticated = 16

  /// The name in the documents of gRPC, and in metrics.
  package var name: String {
    switch self {
    case .ok: "OK"
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .internal: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    }
  }
}
