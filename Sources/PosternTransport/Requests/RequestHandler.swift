/// Answers the requests of one listener on one event loop.
///
/// Every event loop has its own instance, made by the listener's factory on that loop and called
/// only there, never concurrently. A handler must not block and must not wait: the loop does
/// nothing else meanwhile.
package protocol RequestHandler: AnyObject {
  /// Answers a request; the response comes in empty, with status 200 and JSON as content type.
  func respond(to request: borrowing Request, into response: inout Response)

  /// Writes the body of an answer that the transport itself must give.
  ///
  /// The response comes in empty, with the status that belongs to the rejection already set. The
  /// request has the fields that have arrived, and perhaps none.
  func reject(
    _ rejection: TransportRejection,
    of request: borrowing Request,
    into response: inout Response
  )
}
