/// What a lane can ask of a connection, whatever it speaks.
protocol Connection: AnyObject {
  /// Finishes the requests that are open, takes no more, and closes.
  func beginDrain()
}
