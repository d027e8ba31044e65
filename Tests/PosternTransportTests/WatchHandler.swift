import PosternTransport

/// Sends a message in each open call when the state changes, and says nothing else.
final class WatchHandler: StreamingHandler {
  static let path = "/a.B/Watch"

  private final class Receiver: CallReceiver {
    func receive(_: [UInt8]) {}
    func didEnd() {}
    func didClose(_: CallCode) {}
  }

  let openPaths = [WatchHandler.path]
  let unaryPaths: [String] = []
  private var calls: [OpenCall] = []

  func open(_: borrowing Request, as call: OpenCall) -> any CallReceiver {
    calls.append(call)
    return Receiver()
  }

  func stateDidChange() {
    for call in calls { call.send([1, 2, 3]) }
  }

  func respond(to _: borrowing Request, into _: inout Response) {}
  func reject(_: TransportRejection, of _: borrowing Request, into _: inout Response) {}
  func didEnd(_: borrowing Request, _: CallCode) {}
  func endOpenCalls() {}
}
