import PosternTransport

/// An open call that nobody answers: it ends as it begins.
final class RefusedCall: CallReceiver {
  init(_ call: OpenCall) {
    call.end(.noMethod)
  }

  func receive(_: [UInt8]) {}

  func didEnd() {}

  func didClose(_: CallCode) {}
}
