import PosternText

extension APIError {
  /// The same error, placed in the whole input instead of in the line with this number.
  func placed(onLine number: Int) -> APIError {
    guard let position else { return self }
    let place = TextPosition(
      line: position.line + number - 1,
      column: position.column,
      byteOffset: position.byteOffset
    )
    return APIError(code, message, pointer: pointer, position: place)
  }
}
