/// Calls that stay open: takes what their clients send to the receivers, and writes what those say.
extension HTTP2Handler: CallOutput {
  func send(_ message: [UInt8], on streamID: Int32) {
    session?.send(message, on: streamID)
    writeLater()
  }

  func end(_ streamID: Int32, _ status: CallStatus) {
    session?.end(streamID, status)
    writeLater()
  }

  /// Takes everything that has happened in open calls to their receivers.
  func converse(over session: HTTP2Session) {
    while let (slot, id) = session.takeNews() {
      guard let receiver = receiver(of: id, slot, in: session) else { continue }
      pass(from: session, slot, id, to: receiver)
    }
    forgetClosedCalls(of: session)
  }

  /// Tells receivers of calls that are over; their connection may be over too.
  func forgetClosedCalls(of session: HTTP2Session) {
    for (id, code) in session.takeClosedCalls() {
      receivers.removeValue(forKey: id)?.didClose(code)
    }
  }

  /// Tells all receivers that their calls are over.
  func forgetAllCalls() {
    let all = receivers
    receivers.removeAll()
    for receiver in all.values { receiver.didClose(.cancelled) }
  }

  private func receiver(
    of id: Int32,
    _ slot: Int,
    in session: HTTP2Session
  ) -> (any CallReceiver)? {
    if let receiver = receivers[id] { return receiver }
    let call = OpenCall(streamID: id, output: self)
    let receiver = lane.streamingHandler?.open(session.request(slot), as: call)
    receivers[id] = receiver
    return receiver
  }

  private func pass(
    from session: HTTP2Session,
    _ slot: Int,
    _ id: Int32,
    to receiver: any CallReceiver
  ) {
    while let piece = session.takePiece(slot) {
      switch piece {
      case .message(let message):
        receiver.receive(message)
      case .end:
        receiver.didEnd()
      case .failure(let status):
        session.end(id, status)
        return
      }
    }
  }
}
