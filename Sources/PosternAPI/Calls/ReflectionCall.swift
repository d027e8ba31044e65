import PosternTransport
import SwiftProtobuf

/// One client that asks which methods there are and what their messages look like.
///
/// Versions 1 and 1 alpha of the protocol differ in the name of their package only, so that one set
/// of messages reads both.
final class ReflectionCall: CallReceiver {
  private let call: OpenCall

  init(_ call: OpenCall) {
    self.call = call
  }

  func receive(_ message: [UInt8]) {
    do throws(CallStatus) {
      let question = try CallMessage.parse(
        Grpc_Reflection_V1_ServerReflectionRequest.self,
        message
      )
      call.send(try CallMessage.encode(answer(to: question)))
    } catch {
      call.end(error)
    }
  }

  func didEnd() {
    call.end(.ok)
  }

  func didClose(_: CallCode) {}

  private func answer(
    to question: Grpc_Reflection_V1_ServerReflectionRequest
  ) throws(CallStatus) -> Grpc_Reflection_V1_ServerReflectionResponse {
    var answer = Grpc_Reflection_V1_ServerReflectionResponse()
    answer.validHost = question.host
    answer.originalRequest = question
    let catalogue = try FileCatalogue.standard.get()
    switch question.messageRequest {
    case .listServices:
      answer.listServicesResponse.service = FileCatalogue.services.map { name in
        var service = Grpc_Reflection_V1_ServiceResponse()
        service.name = name
        return service
      }
    case .fileByFilename(let name):
      guard let files = catalogue.files(from: name) else { return refused(answer, .notFound) }
      answer.fileDescriptorResponse = files
    case .fileContainingSymbol(let symbol):
      guard let files = catalogue.files(from: catalogue.file(of: symbol)) else {
        return refused(answer, .notFound)
      }
      answer.fileDescriptorResponse = files
    case .allExtensionNumbersOfType(let name):
      guard catalogue.hasMessage(name) else { return refused(answer, .notFound) }
      answer.allExtensionNumbersResponse.baseTypeName = name
    case .fileContainingExtension:
      return refused(answer, .notFound)
    case nil:
      return refused(answer, .invalidArgument)
    }
    return answer
  }

  private func refused(
    _ answer: Grpc_Reflection_V1_ServerReflectionResponse,
    _ code: CallCode
  ) -> Grpc_Reflection_V1_ServerReflectionResponse {
    var refusal = answer
    refusal.errorResponse.errorCode = Int32(code.rawValue)
    refusal.errorResponse.errorMessage =
      code == .notFound ? "nothing of this name is here" : "nothing was asked"
    return refusal
  }
}
