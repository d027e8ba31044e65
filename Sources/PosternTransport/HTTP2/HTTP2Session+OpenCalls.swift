import CNghttp2

// SAFETY: nothing here is called while nghttp2 runs its callbacks, so that each access to the state
// is the only one; the handle lives as long as the object.
extension HTTP2Session {
  /// Says which paths are those of calls that stay open.
  package func setOpenPaths(_ paths: [String]) {
    unsafe state.pointee.openPaths = paths
  }

  /// Says which paths are those of calls with one message; without any every path is one.
  package func setUnaryPaths(_ paths: [String]) {
    unsafe state.pointee.unaryPaths = paths
  }

  /// Whether something has happened in open calls, or to them.
  var hasNews: Bool { unsafe !state.pointee.news.isEmpty || !state.pointee.closedCalls.isEmpty }

  /// Returns the number of the next open call in which something has happened.
  func takeNews() -> (slot: Int, id: Int32)? {
    unsafe state.pointee.takeNews()
  }

  /// Takes what comes next in an open call.
  func takePiece(_ slot: Int) -> HTTP2SessionState.CallPiece? {
    unsafe state.pointee.takePiece(slot)
  }

  /// Returns the open calls that were closed since the last time, and how they ended.
  func takeClosedCalls() -> [(id: Int32, code: CallCode)] {
    unsafe state.pointee.takeClosedCalls()
  }

  /// The request that an open call began with.
  func request(_ slot: Int) -> Request {
    unsafe state.pointee.streams[slot].stream.request
  }

  /// Whether calls are open and nobody waits for anything but news in them.
  var isQuiet: Bool { unsafe state.pointee.isQuiet }

  /// Asks the client whether it is still there.
  func ping() {
    // SAFETY: the handle lives as long as this object; without data eight zeros are sent.
    _ = unsafe nghttp2_submit_ping(handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
  }

  /// Queues a message of an open call; one that cannot be queued ends the call.
  package func send(_ message: [UInt8], on streamID: Int32) {
    guard let slot = slot(of: streamID) else { return }
    guard let isFirst = unsafe state.pointee.appendMessage(message, slot: slot) else {
      // SAFETY: the handle lives as long as this object.
      unsafe HTTP2Callbacks.reset(handle, streamID, code: NGHTTP2_ENHANCE_YOUR_CALM)
      return
    }
    if isFirst {
      var provider = unsafe HTTP2Callbacks.bodyProvider(ofSlot: slot)
      _ = unsafe HTTP2CallFields.withFields(.head) { start, count in
        unsafe nghttp2_submit_response(handle, streamID, start, count, &provider)
      }
    } else {
      // SAFETY: the handle is alive; it fails when the data was not deferred, and then it flows.
      _ = unsafe nghttp2_session_resume_data(handle, streamID)
    }
  }

  /// Queues the end of an open call.
  func end(_ streamID: Int32, _ status: CallStatus) {
    guard let slot = slot(of: streamID),
      let hasBegun = unsafe state.pointee.endOpenCall(slot, as: status)
    else { return }
    if hasBegun {
      // SAFETY: as in `send`.
      _ = unsafe nghttp2_session_resume_data(handle, streamID)
    } else {
      _ = unsafe HTTP2CallFields.withFields(.headAndStatus(status)) { start, count in
        unsafe nghttp2_submit_response(handle, streamID, start, count, nil)
      }
    }
  }

  private func slot(of streamID: Int32) -> Int? {
    // SAFETY: the handle is alive; nghttp2 forgets the user data of a stream that it has closed.
    guard let pointer = unsafe nghttp2_session_get_stream_user_data(handle, streamID) else {
      return nil
    }
    return Int(bitPattern: pointer) - 1
  }
}
