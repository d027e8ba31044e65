import PosternTransport

/// An open call whose end is counted, whoever ends it.
final class CountedCall: CallReceiver {
  private let receiver: any CallReceiver
  private let method: CallMethod?
  private let counters: PlaneCounters

  init(_ receiver: any CallReceiver, of method: CallMethod?, counters: PlaneCounters) {
    self.receiver = receiver
    self.method = method
    self.counters = counters
  }

  func receive(_ message: [UInt8]) {
    receiver.receive(message)
  }

  func didEnd() {
    receiver.didEnd()
  }

  func didClose(_ code: CallCode) {
    counters.countCall(of: method, code)
    receiver.didClose(code)
  }
}
