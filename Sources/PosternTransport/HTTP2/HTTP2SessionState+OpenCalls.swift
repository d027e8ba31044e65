/// Calls that stay open: their messages are taken out as they come, and put in as they are made.
extension HTTP2SessionState {
  /// What comes next in an open call.
  enum CallPiece {
    /// A message.
    case message([UInt8])
    /// The client sends no more.
    case end
    /// The client has broken a rule; the call is to be ended with this status.
    case failure(CallStatus)
  }

  /// Whether the stream is a call that stays open.
  func isOpenCall(_ slot: Int) -> Bool {
    streams[slot].stream.phase == .conversing
  }

  /// Begins a call that stays open; true when its path is one of those.
  mutating func beginOpenCall(_ slot: Int) -> Bool {
    guard streams[slot].stream.asks(forOneOf: openPaths) else { return false }
    streams[slot].stream.enter(.conversing, atNanoseconds: nowNanoseconds)
    let encoding = streams[slot].stream.request.fields.value(of: "grpc-encoding")
    streams[slot].stream.framing = CallFraming(
      byteCountMax: bodyByteCountMax,
      encoding: encoding.map { String(decoding: $0, as: UTF8.self) }
    )
    noteNews(slot)
    return true
  }

  /// Takes bytes of an open call.
  mutating func didReceivePiece(_ bytes: Span<UInt8>, slot: Int) {
    guard streams[slot].stream.callStatus == nil, streams[slot].stream.failure == nil else {
      return
    }
    let pending = streams[slot].stream.request.body.count + bytes.count
    if pending > bodyByteCountMax + CallFraming.prefixByteCount {
      count(.bodyTooLarge)
      streams[slot].stream.failure = CallStatus(.bodyTooLarge)
    } else if bodyByteCount + bytes.count > bodyByteCountLimit {
      count(.overloaded)
      streams[slot].stream.failure = CallStatus(.overloaded)
    } else {
      holdBody(bytes.count)
      streams[slot].stream.request.body.append(span: bytes)
    }
    noteNews(slot)
  }

  /// Notes that the client of an open call sends no more.
  mutating func didReceiveLastPiece(slot: Int) {
    streams[slot].stream.isEnded = true
    noteNews(slot)
  }

  /// Returns the next open call in which something has happened.
  mutating func takeNews() -> (slot: Int, id: Int32)? {
    while let (slot, id) = news.popLast() {
      guard streams[slot].stream.phase == .conversing, streams[slot].stream.id == id else {
        continue
      }
      streams[slot].stream.hasNews = false
      return (slot, id)
    }
    return nil
  }

  /// Returns the open calls that were closed since the last time, and how they ended.
  mutating func takeClosedCalls() -> [(id: Int32, code: CallCode)] {
    guard !closedCalls.isEmpty else { return [] }
    defer { closedCalls.removeAll() }
    return closedCalls
  }

  /// Takes what comes next in an open call; nil when nothing is complete.
  mutating func takePiece(_ slot: Int) -> CallPiece? {
    guard streams[slot].stream.callStatus == nil else { return nil }
    if let failure = streams[slot].stream.failure { return .failure(failure) }
    if streams[slot].stream.callDeadlineNanoseconds <= nowNanoseconds {
      return .failure(.deadlineExceeded)
    }
    switch nextFinding(slot) {
    case .message(let range):
      let message = Array(streams[slot].stream.request.body[range])
      streams[slot].stream.request.body.removeSubrange(..<range.upperBound)
      holdBody(-range.upperBound)
      streams[slot].stream.framing.didRemoveRead()
      return .message(message)
    case .end:
      guard streams[slot].stream.isEnded else { return nil }
      streams[slot].stream.isEnded = false
      return .end
    case .incomplete:
      return streams[slot].stream.isEnded
        ? .failure(CallStatus(.internal, "the message is not complete")) : nil
    case .failure(let status):
      return .failure(status)
    }
  }

  /// Counts bytes of messages that wait to be taken; fewer when the number is negative.
  private mutating func holdBody(_ byteCount: Int) {
    bodyByteCount += byteCount
    pool.budget.hold(byteCount)
  }

  /// Counts bytes of messages that wait to be sent.
  private mutating func holdAnswer(_ byteCount: Int) {
    answerByteCount += byteCount
    pool.budget.hold(byteCount)
  }

  private mutating func nextFinding(_ slot: Int) -> CallFraming.Finding {
    var framing = streams[slot].stream.framing
    let body = streams[slot].stream.request.body
    let finding = framing.next(in: body.span)
    streams[slot].stream.framing = framing
    return finding
  }

  /// Puts a message behind those that wait to be sent; returns whether it is the first.
  ///
  /// Nil when the call has ended, or when its client reads too slowly: then it is to be reset.
  mutating func appendMessage(_ message: [UInt8], slot: Int) -> Bool? {
    guard streams[slot].stream.phase == .conversing, streams[slot].stream.callStatus == nil,
      answerByteCount + message.count <= limits.connectionAnswerByteCountMax
    else { return nil }
    let isFirst = !streams[slot].stream.hasBegun
    streams[slot].stream.hasBegun = true
    let start = streams[slot].stream.answer.count
    if start == 0 { streams[slot].stream.phaseSinceNanoseconds = nowNanoseconds }
    streams[slot].stream.answer.append(
      contentsOf: repeatElement(0, count: CallFraming.prefixByteCount)
    )
    streams[slot].stream.answer.append(contentsOf: message)
    CallFraming.close(&streams[slot].stream.answer, from: start)
    holdAnswer(streams[slot].stream.answer.count - start)
    return isFirst
  }

  /// Notes how an open call ends; returns whether a message was sent in it, or nil when it has
  /// ended already.
  mutating func endOpenCall(_ slot: Int, as status: CallStatus) -> Bool? {
    guard streams[slot].stream.phase == .conversing, streams[slot].stream.callStatus == nil else {
      return nil
    }
    streams[slot].stream.callStatus = status
    streams[slot].stream.phaseSinceNanoseconds = nowNanoseconds
    holdBody(-streams[slot].stream.request.body.count)
    streams[slot].stream.request.body.removeAll()
    return streams[slot].stream.hasBegun
  }

  /// Takes the next part of what waits in an open call; nil when nothing waits and the call is not
  /// over.
  mutating func takeMessages(
    _ slot: Int,
    byteCountMax: Int,
    _ copy: (Span<UInt8>) -> Void
  ) -> TakenAnswer? {
    let count = streams[slot].stream.answer.count
    let start = streams[slot].stream.answerOffset
    guard start < count || streams[slot].stream.callStatus != nil else { return nil }
    let end = min(start + byteCountMax, count)
    copy(streams[slot].stream.answer.span.extracting(start..<end))
    streams[slot].stream.answerOffset = end
    streams[slot].stream.phaseSinceNanoseconds = nowNanoseconds
    let isLast = end == count
    if isLast {
      didTakeWhole()
      holdAnswer(-count)
      streams[slot].stream.answer.removeAll(keepingCapacity: true)
      streams[slot].stream.answerOffset = 0
    }
    return TakenAnswer(
      byteCount: end - start,
      isLast: isLast && streams[slot].stream.callStatus != nil,
      callStatus: isLast ? streams[slot].stream.callStatus : nil
    )
  }

  /// Forgets an open call that nghttp2 has closed.
  mutating func didCloseOpenCall(_ slot: Int) {
    holdAnswer(-streams[slot].stream.answer.count)
    holdBody(-streams[slot].stream.request.body.count)
    closedCalls.append(
      (streams[slot].stream.id, streams[slot].stream.callStatus?.code ?? .cancelled)
    )
  }

  /// Whether calls are open and nobody waits for anything but news in them.
  ///
  /// - Complexity: O(streams).
  var isQuiet: Bool {
    openCount > 0
      && streams.allSatisfy { cell in
        switch cell.stream.phase {
        case .closed: true
        case .conversing: cell.stream.answer.isEmpty && cell.stream.callStatus == nil
        case .receiving, .waiting, .answering: false
        }
      }
  }

  mutating func noteNews(_ slot: Int) {
    guard !streams[slot].stream.hasNews else { return }
    streams[slot].stream.hasNews = true
    news.append((slot, streams[slot].stream.id))
  }
}
