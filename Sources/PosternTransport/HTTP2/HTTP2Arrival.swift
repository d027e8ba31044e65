/// A request that waits for its answer, by its place in the session.
package struct HTTP2Arrival {
  /// The place of the stream; the session knows what it means until the answer is given.
  let slot: Int
  /// Set when the request is to be refused without asking a handler.
  package let rejection: TransportRejection?
  /// Set when the request is a call that has ended already, and is not to be answered by a handler.
  package let callStatus: CallStatus?
}
