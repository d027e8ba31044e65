import PosternAPI
import PosternDecisionPoint
import PosternModel
import PosternTransport

/// What holds for every call of gRPC, whatever its bytes are.
///
/// The first byte of an input chooses the method, and whether the rest is one message or the bytes
/// of the body as they are.
package enum CallProperty {
  private static let questionPath = "/postern.v1.Authorizer/Authorize"
  private static let paths = [
    questionPath, "/postern.v1.Authorizer/BatchAuthorize",
    checkPath, "/grpc.health.v1.Health/Check",
  ]
  private static let checkPath = "/envoy.service.auth.v3.Authorization/Check"
  /// The number 13 is none of a question's fields.
  private static let unknownField: [UInt8] = [13 << 3, 1]
  /// How each denial for Envoy begins: the status 7, then the answer for the client.
  private static let denial: [UInt8] = [0x0A, 0x02, 0x08, 0x07, 0x12]

  /// An account in which nobody may do anything.
  private static let decisionPoint: DecisionPoint? = {
    let point = DecisionPoint(limits: .standard)
    do throws(LoadError) {
      try point.publish(AccountContents(), revision: 1)
    } catch {
      return nil
    }
    return point
  }()

  /// Makes a call with an input and looks at the answer.
  package static func check(_ input: [UInt8]) throws(BrokenProperty) {
    guard let form = input.first else { return }
    let path = paths[Int(form >> 1) % paths.count]
    let body = Array(input.dropFirst())
    try checkFraming(body)
    guard let plane = plane() else { throw BrokenProperty("there is no plane") }
    let isMessage = form & 1 == 1
    let response = answer(to: isMessage ? framed(body) : body, at: path, by: plane)
    if isMessage, path == questionPath { try checkReaders(of: body, response, by: plane) }
    guard let status = response.callStatus else {
      throw BrokenProperty("the call has no status")
    }
    try BrokenProperty.require(
      (status.code == .ok) == !response.body.isEmpty,
      "the status is \(status.code) with \(response.body.count) bytes"
    )
    guard status.code == .ok, path == checkPath else { return }
    // Nobody may do anything, so that every answer is a denial.
    try BrokenProperty.require(
      response.body.dropFirst(CallFraming.prefixByteCount).starts(with: denial),
      "an answer that is no denial"
    )
  }

  /// A question means the same behind an unknown field, which keeps it from being read in one pass.
  private static func checkReaders(
    of message: [UInt8],
    _ response: Response,
    by plane: DecisionPlane
  ) throws(BrokenProperty) {
    let other = answer(to: framed(unknownField + message), at: questionPath, by: plane)
    try BrokenProperty.require(
      response.callStatus == other.callStatus
        && withoutID(response.body).elementsEqual(withoutID(other.body)),
      "the readers of a question differ"
    )
  }

  /// An answer without the id of its decision, which comes early in it and has 26 characters.
  private static func withoutID(_ body: [UInt8]) -> [UInt8] {
    guard let start = body.prefix(16).firstRange(of: [3 << 3 | 2, 26])?.upperBound else {
      return body
    }
    return Array(body[..<start] + body[(start + 26)...])
  }

  private static func answer(
    to body: [UInt8],
    at path: String,
    by plane: DecisionPlane
  ) -> Response {
    let request = Request(
      method: .post,
      target: path,
      fields: [(name: "content-type", value: "application/grpc")],
      body: body
    )
    var response = Response()
    plane.respond(to: request, into: &response)
    return response
  }

  /// The same messages are found at once and byte by byte.
  private static func checkFraming(_ body: [UInt8]) throws(BrokenProperty) {
    var whole = CallFraming(byteCountMax: 64, encoding: "gzip")
    var growing = whole
    var found: [CallFraming.Finding] = []
    for count in 0...body.count {
      while case .message(let range) = growing.next(in: Array(body.prefix(count)).span) {
        found.append(.message(range))
      }
    }
    for finding in found {
      try BrokenProperty.require(whole.next(in: body.span) == finding, "pieces change a message")
    }
    try BrokenProperty.require(
      whole.next(in: body.span) == growing.next(in: body.span),
      "pieces change the end"
    )
  }

  private static func framed(_ message: [UInt8]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: CallFraming.prefixByteCount) + message
    CallFraming.close(&bytes, from: 0)
    return bytes
  }

  private static func plane() -> DecisionPlane? {
    guard let decisionPoint else { return nil }
    let plane = DecisionPlane(
      authorizer: Authorizer(
        decisionPoint: decisionPoint,
        trustsContext: true,
        secondsSinceEpoch: { 1_700_000_000 }
      ),
      limits: .standard,
      authzen: nil,
      counters: PlaneCounters(),
      clock: { 1_700_000_000 }
    )
    plane.serve(
      CallServices(
        health: ServiceHealth(version: "1", decisionPoint: decisionPoint),
        reflects: true,
        extAuthz: .standard,
        trustsProxy: true
      )
    )
    return plane
  }
}
