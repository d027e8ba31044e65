import PosternText

extension APIError {
  /// Returns line and column of the error in the request's text; nil when it is not about a place.
  ///
  /// - Complexity: O(n) in the offset of the place.
  func position(in text: Span<UInt8>) -> TextPosition? {
    switch place {
    case nil: nil
    case .position(let position): position
    case .byte(let offset): TextPosition.of(byteOffset: offset, in: text)
    }
  }

  /// Returns the same for one of many errors of one text.
  ///
  /// - Precondition: the finder has begun with this text.
  func position(by finder: inout PositionFinder, in text: Span<UInt8>) -> TextPosition? {
    switch place {
    case nil: nil
    case .position(let position): position
    case .byte(let offset): finder.position(byteOffset: offset, in: text)
    }
  }

  /// The same error, placed in the whole input instead of in the line with this number.
  func placed(onLine number: Int, in line: Span<UInt8>) -> APIError {
    guard let position = position(in: line) else { return self }
    let place = TextPosition(
      line: position.line + number - 1,
      column: position.column,
      byteOffset: position.byteOffset
    )
    return APIError(code, message, pointer: pointer, position: place)
  }
}
