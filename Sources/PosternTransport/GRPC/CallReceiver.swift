/// What becomes of the messages of one open call, on the event loop of its connection.
package protocol CallReceiver: AnyObject {
  /// Takes a message.
  func receive(_ message: [UInt8])

  /// Notes that the client sends no more messages.
  func didEnd()

  /// Notes that the call is over, and how; nothing can be sent any more.
  ///
  /// `cancelled` means that the client, or its connection, has gone before the call had an end.
  func didClose(_ code: CallCode)
}
