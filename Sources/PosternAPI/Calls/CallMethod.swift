import PosternTransport

/// The methods that can be called, by their paths.
package enum CallMethod: String, Sendable, CaseIterable {
  /// One question.
  case authorize = "/postern.v1.Authorizer/Authorize"
  /// Many questions.
  case batchAuthorize = "/postern.v1.Authorizer/BatchAuthorize"
  /// A proxy's question about a request that it holds back.
  case check = "/envoy.service.auth.v3.Authorization/Check"
  /// Whether decisions are made here, now.
  case healthCheck = "/grpc.health.v1.Health/Check"
  /// Whether decisions are made here, for every name at once.
  case healthList = "/grpc.health.v1.Health/List"
  /// Whether decisions are made here, at every change.
  case healthWatch = "/grpc.health.v1.Health/Watch"
  /// Which methods there are.
  case reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
  /// The same, as it was asked before version 1.
  case earlyReflection = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"

  /// The method that a request calls; nil when there is none of its path.
  init?(_ request: borrowing Request) {
    // Nearly all calls are of this one, and the list of all would be made for each of them.
    if request.hasPath("/postern.v1.Authorizer/Authorize") {
      self = .authorize
      return
    }
    guard let method = CallMethod.allCases.first(where: { request.hasPath(of: $0.rawValue) }) else {
      return nil
    }
    self = method
  }

  /// The name of the service and that of the method in it.
  package var names: (service: String, method: String) {
    let parts = rawValue.split(separator: "/")
    return (String(parts[0]), String(parts[1]))
  }

  /// The interface whose questions it asks; nil for a method that asks none.
  var interface: Interface? {
    switch self {
    case .authorize, .batchAuthorize: .grpc
    case .check: .extAuthz
    case .healthCheck, .healthList, .healthWatch, .reflection, .earlyReflection: nil
    }
  }

  /// Whether its calls stay open, with messages in both directions.
  var staysOpen: Bool {
    switch self {
    case .healthWatch, .reflection, .earlyReflection: true
    case .authorize, .batchAuthorize, .check, .healthCheck, .healthList: false
    }
  }

  /// A number of its own, from 0.
  var number: Int {
    switch self {
    case .authorize: 0
    case .batchAuthorize: 1
    case .check: 2
    case .healthCheck: 3
    case .healthWatch: 4
    case .reflection: 5
    case .earlyReflection: 6
    case .healthList: 7
    }
  }
}
