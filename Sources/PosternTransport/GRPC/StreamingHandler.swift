/// A handler that also answers calls which stay open, with messages in both directions.
package protocol StreamingHandler: RequestHandler {
  /// The paths of the methods whose calls stay open.
  var openPaths: [String] { get }

  /// The paths of the methods that take one message and answer it; a call to any other ends as it
  /// begins, since its client may wait for that before it says that it has no more messages.
  var unaryPaths: [String] { get }

  /// Takes a call that has begun; the request has its header fields and no body.
  ///
  /// The receiver gets each message and the end of the call. It may send at any time on this loop.
  func open(_ request: borrowing Request, as call: OpenCall) -> any CallReceiver

  /// Notes that the transport has ended a call by itself, such as for its deadline or its length.
  func didEnd(_ request: borrowing Request, _ code: CallCode)

  /// Notes that the state of the process has changed, so that open calls can be told.
  func stateDidChange()

  /// Ends all open calls, since the server stops.
  func endOpenCalls()
}
