import PosternText

extension JSONWriter {
  /// Writes one text as a string, several as an array: both forms that policies use.
  mutating func strings(_ texts: [String]) {
    if texts.count == 1 {
      string(texts[0])
    } else {
      beginArray()
      for text in texts { string(text) }
      endArray()
    }
  }
}
