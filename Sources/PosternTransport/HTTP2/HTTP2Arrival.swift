/// A request that waits for its answer, by its place in the session.
///
/// Plain numbers, so that handing it on counts no references.
package struct HTTP2Arrival: BitwiseCopyable {
  /// The place of the stream; the session knows what it means until the answer is given.
  let slot: Int
  /// Set when the request is to be refused without asking a handler.
  package let rejection: TransportRejection?
  /// Whether the request is a call that has ended already, and is not to be answered by a handler.
  package let isEndedCall: Bool
}
