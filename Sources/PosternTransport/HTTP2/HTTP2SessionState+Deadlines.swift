/// Who is late.
///
/// Where one request or answer of many is, it ends alone: a proxy sends the requests of many over
/// one connection, and those of the others are not to suffer. Where nothing else has come or gone
/// meanwhile, the connection itself is late.
extension HTTP2SessionState {
  /// When the first of the open requests must be further, in nanoseconds; nil when none is open.
  /// - Complexity: O(streams).
  var deadlineNanoseconds: UInt64? {
    var deadline: UInt64?
    for cell in streams where cell.stream.phase != .closed {
      let stream = cell.stream
      let own = self.deadline(of: stream)
      let hasOpenEnd = stream.phase == .receiving || stream.phase == .conversing
      let next = min(own, hasOpenEnd ? stream.callDeadlineNanoseconds : .max)
      deadline = min(deadline ?? next, next)
    }
    return deadline
  }

  /// Whether the client is late with reading an answer, rather than with sending a request.
  /// - Complexity: O(streams).
  func hasOverdueAnswer(atNanoseconds now: UInt64) -> Bool {
    streams.contains {
      ($0.stream.phase == .answering || $0.stream.phase == .conversing)
        && deadline(of: $0.stream) <= now
    }
  }

  /// Ends the calls that are still arriving although their clients have given up.
  mutating func expireCalls() {
    guard callDeadlineNanoseconds <= nowNanoseconds else { return }
    callDeadlineNanoseconds = .max
    for slot in streams.indices where streams[slot].stream.isCall {
      let phase = streams[slot].stream.phase
      guard phase == .receiving || phase == .conversing else { continue }
      let deadline = streams[slot].stream.callDeadlineNanoseconds
      if deadline > nowNanoseconds {
        callDeadlineNanoseconds = min(callDeadlineNanoseconds, deadline)
      } else if phase == .receiving {
        endCall(slot, as: .deadlineExceeded)
      } else if streams[slot].stream.callStatus == nil {
        noteNews(slot)
      }
    }
  }

  /// Refuses the requests that are late, where others have arrived as a whole since they began.
  /// - Complexity: O(streams).
  mutating func expireRequests() {
    for slot in streams.indices where streams[slot].stream.phase == .receiving {
      let isLate = deadline(of: streams[slot].stream) <= nowNanoseconds
      let since = streams[slot].stream.phaseSinceNanoseconds
      if isLate, since < wholeArrivalNanoseconds { refuse(slot, as: .requestTooSlow) }
    }
  }

  /// Takes the answers that are late, where others were taken out as a whole since they began;
  /// counts each, and returns the numbers of their streams, which are to be reset.
  /// - Complexity: O(streams).
  mutating func takeLateAnswers() -> [Int32] {
    var ids: [Int32] = []
    for cell in streams where cell.stream.phase == .answering || cell.stream.phase == .conversing {
      let isLate = deadline(of: cell.stream) <= nowNanoseconds
      guard isLate, cell.stream.phaseSinceNanoseconds < wholeAnswerNanoseconds else { continue }
      cell.stream.isLate = true
      limiterCounts.count(.answerTime)
      ids.append(cell.stream.id)
    }
    return ids
  }

  private func deadline(of stream: borrowing HTTP2Stream) -> UInt64 {
    let waitsForNews =
      stream.phase == .conversing && stream.answer.isEmpty && stream.callStatus == nil
    // What is reset already is late no more, also while the reset waits to be sent.
    if waitsForNews || stream.isLate { return UInt64(Int64.max) }
    let isAnswering = stream.phase == .answering || stream.phase == .conversing
    let seconds = isAnswering ? limits.answerSeconds : limits.requestSeconds
    return stream.phaseSinceNanoseconds + UInt64(seconds) * 1_000_000_000
  }
}
