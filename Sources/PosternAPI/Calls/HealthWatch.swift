import PosternTransport

/// One client that watches the health of a service: told at once, and whenever it changes.
final class HealthWatch: CallReceiver {
  private let call: OpenCall
  private let list: HealthWatchList
  private var service: String?
  private var told: Grpc_Health_V1_HealthCheckResponse.ServingStatus?

  init(_ call: OpenCall, in list: HealthWatchList) {
    self.call = call
    self.list = list
  }

  func receive(_ message: [UInt8]) {
    guard service == nil else {
      call.end(CallStatus(.unimplemented, "the method takes one message"))
      return
    }
    do throws(CallStatus) {
      service = try CallMessage.parse(Grpc_Health_V1_HealthCheckRequest.self, message).service
    } catch {
      call.end(error)
      return
    }
    tell()
  }

  func didEnd() {
    if service == nil {
      call.end(CallStatus(.unimplemented, "the call has no message, the method takes one"))
    }
  }

  func didClose(_: CallCode) {
    list.remove(self)
  }

  /// Tells the client how things stand, unless it knows already.
  func tell() {
    guard let service else { return }
    let status = list.status(of: service)
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
