import PosternDecisionPoint
import PosternModel
import PosternTransport

/// `envoy.service.auth.v3.Authorization`: whether a request that Envoy holds back may pass.
struct CheckCalls {
  private let byteCountMax: Int
  private var reader: CheckRequestReader
  private var check: ProxyCheck

  init(
    services: CallServices,
    limits: Limits,
    ids: DecisionIDSequence,
    counters: PlaneCounters
  ) {
    byteCountMax = limits.batchByteCountMax
    reader = CheckRequestReader(fieldNames: services.extAuthz.fieldNames)
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
    let answer: ProxyAnswer
    if let proxied = try read(request) {
      do throws(APIError) {
        answer = try check.answer(proxied, by: authorizer, atSeconds: seconds)
      } catch {
        throw CallStatus(error)
      }
    } else {
      answer = .deny(ProxyDenial(refused: "the request cannot be understood"))
    }
    response.succeed { answer.writeCheckResponse(into: &$0) }
  }

  /// Reads what is asked; nil when the bytes are no message.
  ///
  /// - Throws: that there is not one message, or that it is too long.
  private mutating func read(_ request: borrowing Request) throws(CallStatus) -> ProxiedRequest? {
    do throws(CallStatus) {
      let place = try CallMessage.place(of: request, byteCountMax: byteCountMax)
      return try? reader.read(request.body, at: place)
    } catch {
      guard error.code == .internal else { throw error }
      return nil
    }
  }
}
