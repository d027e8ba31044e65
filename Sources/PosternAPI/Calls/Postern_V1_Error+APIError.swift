extension Postern_V1_Error {
  /// Says in a message why a question has no answer.
  init(_ error: APIError) {
    self.init()
    code = error.code.name
    message = error.message
    pointer = error.pointer ?? ""
  }
}
