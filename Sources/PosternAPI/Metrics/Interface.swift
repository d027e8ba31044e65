/// A way in which questions are asked, for metrics.
package enum Interface: Int, Sendable, CaseIterable {
  /// `POST /v1/authorize`.
  case authorize
  /// `POST /v1/authorize/batch`.
  case batch
  /// AuthZEN.
  case authzen
  /// `postern.v1.Authorizer` over gRPC.
  case grpc
  /// A proxy that asks over gRPC.
  case extAuthz
  /// A proxy that asks over HTTP.
  case forwardAuth

  /// The value of the label `api`.
  package var name: StaticString {
    switch self {
    case .authorize: "authorize"
    case .batch: "batch"
    case .authzen: "authzen"
    case .grpc: "grpc"
    case .extAuthz: "ext_authz"
    case .forwardAuth: "forward_auth"
    }
  }
}
