/// What an open call writes to: the connection that it came over.
protocol CallOutput: AnyObject {
  /// Queues a message.
  func send(_ message: [UInt8], on streamID: Int32)

  /// Queues the end of the call.
  func end(_ streamID: Int32, _ status: CallStatus)
}
