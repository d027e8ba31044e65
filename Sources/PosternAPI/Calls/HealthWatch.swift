import PosternTransport

/// One client that watches the health of a service: told at once, and whenever it changes.
final class HealthWatch: CallReceiver {
  /// What is watched: no name is kept, since clients choose their length and calls stay open.
  private enum Subject {
    case known
    case unknown
  }

  private let call: OpenCall
  private let list: HealthWatchList
  private var subject: Subject?
  private var told: Grpc_Health_V1_HealthCheckResponse.ServingStatus?

  init(_ call: OpenCall, in list: HealthWatchList) {
    self.call = call
    self.list = list
  }

  func receive(_ message: [UInt8]) {
    guard subject == nil else {
      call.end(CallStatus(.unimplemented, "the method takes one message"))
      return
    }
    guard message.count <= HealthCalls.messageByteCountMax else {
      let most = HealthCalls.messageByteCountMax
      call.end(
        CallStatus(
          .resourceExhausted,
          "the message has \(message.count) bytes, at most \(most) are taken"
        )
      )
      return
    }
    do throws(CallStatus) {
      let question = try CallMessage.parse(Grpc_Health_V1_HealthCheckRequest.self, message)
      subject = HealthCalls.knows(question.service) ? .known : .unknown
    } catch {
      call.end(error)
      return
    }
    tell()
  }

  func didEnd() {
    if subject == nil {
      call.end(CallStatus(.unimplemented, "the call has no message, the method takes one"))
    }
  }

  func didClose(_: CallCode) {
    list.remove(self)
  }

  /// Tells the client how things stand, unless it knows already.
  func tell() {
    let status: Grpc_Health_V1_HealthCheckResponse.ServingStatus
    switch subject {
    case .known: status = list.status
    case .unknown: status = .serviceUnknown
    case nil: return
    }
    guard status != told else { return }
    told = status
    var answer = Grpc_Health_V1_HealthCheckResponse()
    answer.status = status
    do throws(CallStatus) {
      call.send(try CallMessage.encode(answer))
    } catch {
      call.end(error)
    }
  }

  /// Ends the call, since the server stops.
  func end() {
    call.end(CallStatus(.unavailable, "the server stops"))
  }
}
