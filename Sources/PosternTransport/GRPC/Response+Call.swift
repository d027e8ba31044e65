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
    removeAll()
    contentType = .grpc
    body.append(contentsOf: repeatElement(0, count: CallFraming.prefixByteCount))
    try write(&body)
    CallFraming.close(&body, from: 0)
    callStatus = .ok
  }
}
