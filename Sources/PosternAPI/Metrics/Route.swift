/// What a request was sent to, for metrics: one of the paths that exist, or none of them.
package enum Route: Int, Sendable, CaseIterable {
  /// No path that exists, or a request that did not get as far as its path.
  case none
  /// `POST /v1/authorize`.
  case authorize
  /// `POST /v1/authorize/batch`.
  case batch
  /// `POST /access/v1/evaluation`, also below the path of AuthZEN's address.
  case evaluation
  /// `POST /access/v1/evaluations`, likewise.
  case evaluations
  /// `GET /.well-known/authzen-configuration`, and what stands behind it in AuthZEN's address.
  case authzenMetadata
  /// A method of gRPC.
  case grpc
  /// Forward authentication of proxies.
  case forwardAuth

  /// The value of the label `route`.
  package var name: StaticString {
    switch self {
    case .none: "none"
    case .authorize: "/v1/authorize"
    case .batch: "/v1/authorize/batch"
    case .evaluation: "/access/v1/evaluation"
    case .evaluations: "/access/v1/evaluations"
    case .authzenMetadata: "/.well-known/authzen-configuration"
    case .grpc: "grpc"
    case .forwardAuth: "forward_auth"
    }
  }
}
