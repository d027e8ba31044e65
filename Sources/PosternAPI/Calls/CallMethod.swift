/// The methods that can be called, by their paths.
enum CallMethod: String, CaseIterable {
  case authorize = "/postern.v1.Authorizer/Authorize"
  case batchAuthorize = "/postern.v1.Authorizer/BatchAuthorize"
  case check = "/envoy.service.auth.v3.Authorization/Check"
  case healthCheck = "/grpc.health.v1.Health/Check"
  case healthWatch = "/grpc.health.v1.Health/Watch"
  case reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
  case earlyReflection = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
}
