import PosternText

/// The method of a request.
package enum Method: UInt8, Sendable, CaseIterable {
  /// `GET`, to read.
  case get
  /// `HEAD`, to read without the body; the transport leaves it out by itself.
  case head
  /// `POST`, to ask or change.
  case post
  /// `PUT`, to replace.
  case put
  /// `PATCH`, to change a part.
  case patch
  /// `DELETE`, to remove.
  case delete
  /// `OPTIONS`, to ask what is possible.
  case options
  /// Any method that Postern has no use for.
  case other

  /// The name on the wire; empty for `other`.
  package var name: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .patch: "PATCH"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .other: ""
    }
  }

  /// Reads a method from its name; names are case-sensitive (RFC 9110 §9.1).
  init(_ name: Span<UInt8>) {
    self =
      if name.isEqual(to: "POST") {
        .post
      } else if name.isEqual(to: "GET") {
        .get
      } else if name.isEqual(to: "HEAD") {
        .head
      } else if name.isEqual(to: "PUT") {
        .put
      } else if name.isEqual(to: "PATCH") {
        .patch
      } else if name.isEqual(to: "DELETE") {
        .delete
      } else if name.isEqual(to: "OPTIONS") {
        .options
      } else {
        .other
      }
  }
}
