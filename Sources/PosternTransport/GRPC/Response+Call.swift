extension Response {
  /// Makes it the answer to a call that ends without a message.
  package mutating func fail(_ status: CallStatus) {
    removeAll()
    contentType = .grpc
    callStatus = status
  }

  /// Makes it the answer to a call that ends well; the body is the message that `write` appends.
  ///
  /// - Throws: what `write` throws; the response holds nothing of use then.
  package mutating func succeed<Failure: Error>(
    _ write: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    beginCallAnswer()
    try write(&body)
    endCallAnswer()
  }

  /// Begins the answer to a call that ends well: the message is to be appended to the body, and
  /// `endCallAnswer` called.
  package mutating func beginCallAnswer() {
    removeAll()
    contentType = .grpc
    for _ in 0..<CallFraming.prefixByteCount { body.append(0) }
  }

  /// Ends the answer that was begun, behind its message.
  package mutating func endCallAnswer() {
    CallFraming.close(&body, from: 0)
    callStatus = .ok
  }
}
