import PosternTransport
import SwiftProtobuf

extension ProxyAnswer {
  /// The answer as Envoy reads it.
  ///
  /// Envoy takes a message without a status for an allow. So a denial is written in one place only,
  /// here, and every denial has a status of the call, 7, and one of HTTP.
  var checkResponse: Envoy_Service_Auth_V3_CheckResponse {
    var response = Envoy_Service_Auth_V3_CheckResponse()
    switch self {
    case .allow(let grant):
      response.status.code = Int32(CallCode.ok.rawValue)
      response.okResponse.headers = [
        ProxyAnswer.field("x-postern-principal", grant.principal),
        ProxyAnswer.field("x-postern-decision-id", grant.decisionID),
      ]
      if grant.removesAuthorization { response.okResponse.headersToRemove = ["authorization"] }
    case .deny(let denial):
      response.status.code = Int32(CallCode.permissionDenied.rawValue)
      response.deniedResponse.status.code =
        switch denial.status {
        case .badRequest: .badRequest
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        }
      response.deniedResponse.headers = [ProxyAnswer.field("content-type", "application/json")]
      if let id = denial.decisionID {
        response.deniedResponse.headers.append(ProxyAnswer.field("x-postern-decision-id", id))
      }
      if let challenge = denial.challenge {
        response.deniedResponse.headers.append(ProxyAnswer.field("www-authenticate", challenge))
      }
      response.deniedResponse.body = String(decoding: denial.body, as: UTF8.self)
    }
    describe(in: &response)
    return response
  }

  /// Says in the metadata of the request, for Envoy's logs and later filters, what was decided.
  private func describe(in response: inout Envoy_Service_Auth_V3_CheckResponse) {
    let (decision, id, principal, revision): (String, String?, String, UInt64?) =
      switch self {
      case .allow(let grant): ("allow", grant.decisionID, grant.principal, grant.revision)
      case .deny(let denial): ("deny", denial.decisionID, denial.principal, denial.revision)
      }
    response.dynamicMetadata.fields["decision"] = .init(stringValue: decision)
    if let id { response.dynamicMetadata.fields["decision_id"] = .init(stringValue: id) }
    if !principal.isEmpty {
      response.dynamicMetadata.fields["principal"] = .init(stringValue: principal)
    }
    if let revision {
      response.dynamicMetadata.fields["policy_revision"] = .init(numberValue: Double(revision))
    }
  }

  /// A field that takes the place of one that the client may have sent.
  private static func field(
    _ name: String,
    _ value: String
  ) -> Envoy_Config_Core_V3_HeaderValueOption {
    var field = Envoy_Config_Core_V3_HeaderValueOption()
    field.header.key = name
    field.header.value = value
    field.appendAction = .overwriteIfExistsOrAdd
    return field
  }
}
