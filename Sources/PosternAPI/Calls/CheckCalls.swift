import PosternDecisionPoint
import PosternModel
import PosternTransport

/// `envoy.service.auth.v3.Authorization`: whether a request that Envoy holds back may pass.
struct CheckCalls {
  private let byteCountMax: Int
  private var check: ProxyCheck

  init(
    services: CallServices,
    limits: Limits,
    ids: DecisionIDSequence,
    counters: PlaneCounters
  ) {
    byteCountMax = limits.batchByteCountMax
    check = ProxyCheck(
      services: services,
      limits: limits,
      interface: .extAuthz,
      ids: ids,
      counters: counters
    )
  }

  /// Answers `Check`.
  ///
  /// A message that cannot be read is a denial: a client can put bytes into its request that Envoy
  /// passes on.
  /// - Throws: that the policies could not be asked.
  mutating func check(
    _ request: borrowing Request,
    by authorizer: Authorizer,
    atSeconds seconds: Int,
    into response: inout Response
  ) throws(CallStatus) {
    let message: Envoy_Service_Auth_V3_CheckRequest
    do throws(CallStatus) {
      message = try CallMessage.read(
        Envoy_Service_Auth_V3_CheckRequest.self,
        of: request,
        byteCountMax: byteCountMax
      )
    } catch {
      guard error.code == .internal else { throw error }
      let answer = ProxyAnswer.deny(ProxyDenial(refused: "the request cannot be understood"))
      try CallMessage.write(answer.checkResponse, into: &response)
      return
    }
    let answer: ProxyAnswer
    do throws(APIError) {
      answer = try check.answer(ProxiedRequest(message), by: authorizer, atSeconds: seconds)
    } catch {
      throw CallStatus(error)
    }
    try CallMessage.write(answer.checkResponse, into: &response)
  }
}
