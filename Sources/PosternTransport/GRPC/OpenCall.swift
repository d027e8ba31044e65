/// The server's end of a call that stays open; used on the event loop of its connection only.
///
/// A call whose client has gone takes messages and does nothing with them.
package final class OpenCall {
  /// The number of its stream.
  let streamID: Int32
  private weak var output: (any CallOutput)?

  init(streamID: Int32, output: any CallOutput) {
    self.streamID = streamID
    self.output = output
  }

  /// Sends a message.
  package func send(_ message: [UInt8]) {
    output?.send(message, on: streamID)
  }

  /// Ends the call behind the messages that were sent.
  package func end(_ status: CallStatus) {
    output?.end(streamID, status)
    output = nil
  }
}
