import PosternTransport

/// `grpc.health.v1.Health`: whether decisions are made here, for callers that balance their load.
struct HealthCalls {
  /// The names that can be asked about; the empty one stands for the whole process.
  private static let services: Set<String> = [
    "", "postern.v1.Authorizer", "envoy.service.auth.v3.Authorization",
  ]

  private let health: ServiceHealth

  init(health: ServiceHealth) {
    self.health = health
  }

  /// Answers `Check`.
  ///
  /// - Throws: that nothing has the name that is asked about.
  func check(_ request: borrowing Request, into response: inout Response) throws(CallStatus) {
    let question = try CallMessage.read(
      Grpc_Health_V1_HealthCheckRequest.self,
      of: request,
      byteCountMax: HealthCalls.messageByteCountMax
    )
    guard HealthCalls.knows(question.service) else {
      throw CallStatus(.notFound, "no service of this name is here")
    }
    var answer = Grpc_Health_V1_HealthCheckResponse()
    answer.status = status
    try CallMessage.write(answer, into: &response)
  }

  /// Answers `List`.
  ///
  /// - Throws: that the call has no message, or more than one.
  func list(_ request: borrowing Request, into response: inout Response) throws(CallStatus) {
    _ = try CallMessage.read(
      Grpc_Health_V1_HealthListRequest.self,
      of: request,
      byteCountMax: HealthCalls.messageByteCountMax
    )
    var one = Grpc_Health_V1_HealthCheckResponse()
    one.status = status
    var answer = Grpc_Health_V1_HealthListResponse()
    for service in HealthCalls.services { answer.statuses[service] = one }
    try CallMessage.write(answer, into: &response)
  }

  /// Whether something has this name; all that have one share their health.
  static func knows(_ service: String) -> Bool {
    services.contains(service)
  }

  /// How everything is that has a name.
  var status: Grpc_Health_V1_HealthCheckResponse.ServingStatus {
    health.hasSnapshot && !health.isDraining ? .serving : .notServing
  }

  /// The longest question; a name is much shorter.
  static let messageByteCountMax = 4_096
}
