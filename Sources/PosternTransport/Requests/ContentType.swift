/// What the body of an answer is.
///
/// A closed list, so that the field is always static text and costs no allocation.
package enum ContentType: Sendable, CaseIterable {
  /// JSON text.
  case json
  /// XML text.
  case xml
  /// Plain UTF-8 text.
  case plainText
  /// The text format of metrics collectors, version 0.0.4.
  case metrics
  /// Messages of a gRPC call.
  case grpc
  /// No body, and no field.
  case none

  /// The value of the `content-type` field; empty for `none`.
  var fieldValue: StaticString {
    switch self {
    case .json: "application/json"
    case .xml: "text/xml"
    case .plainText: "text/plain; charset=utf-8"
    case .metrics: "text/plain; version=0.0.4; charset=utf-8"
    case .grpc: "application/grpc"
    case .none: ""
    }
  }
}
