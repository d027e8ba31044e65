import PosternTransport

/// Answers with what it was asked, and refuses in JSON.
final class EchoHandler: RequestHandler {
  private(set) var requestCount = 0

  func respond(to request: borrowing Request, into response: inout Response) {
    requestCount += 1
    if request.hasPath("/large") {
      response.body.append(contentsOf: EchoHandler.large)
    } else if request.hasPath("/get-only"), request.method != .get {
      response.status = 405
      response.allow = [MethodSet(.get), MethodSet(.head)]
    } else if request.hasPath("/id") {
      response.body.append(contentsOf: request.fields.value(of: "x-request-id") ?? [])
    } else if request.hasPath("/upgrade") {
      let fields = request.fields
      let values = (0..<fields.count)
        .filter { fields.name(at: $0).elementsEqual("upgrade".utf8) }
        .map { fields.value(at: $0) }
      response.body.append(contentsOf: values.joined(separator: " ".utf8))
    } else if request.hasPath("/peer") {
      let process = request.peer?.process
      let parts = [
        process.map { "\($0.userID):\($0.groupID):\($0.processID)" },
        request.peer?.certificate?.spiffeID, request.peer?.isEncrypted.description,
      ]
      response.body.append(contentsOf: parts.map { $0 ?? "-" }.joined(separator: " ").utf8)
    } else if request.hasPath("/livez") {
      response.contentType = .plainText
      response.body.append(contentsOf: "ok\n".utf8)
    } else {
      response.body.append(contentsOf: "\(request.method) ".utf8)
      response.body.append(contentsOf: request.path)
      response.body.append(contentsOf: "|".utf8)
      response.body.append(contentsOf: request.query)
      response.body.append(contentsOf: "|".utf8)
      response.body.append(contentsOf: request.fields.value(of: "content-type") ?? [])
      response.body.append(contentsOf: "|".utf8)
      response.body.append(contentsOf: request.body)
    }
  }

  func reject(
    _ rejection: TransportRejection,
    of _: borrowing Request,
    into response: inout Response
  ) {
    response.body.append(contentsOf: EchoHandler.text(of: rejection).utf8)
  }

  static let large = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

  static func text(of rejection: TransportRejection) -> String {
    #"{"error":{"code":"\#(rejection)","message":"refused by the transport"}}"#
  }
}
