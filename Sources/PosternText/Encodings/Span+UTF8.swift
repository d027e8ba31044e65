extension Span<UInt8> {
  /// Tells whether the bytes of a range are valid UTF-8 (RFC 3629 §4); allocates nothing.
  ///
  /// - Complexity: O(n).
  package func isUTF8(_ range: Range<Int>) -> Bool {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: extracting(range))
      return true
    } catch {
      return false
    }
  }

  /// Tells whether all bytes of a range are below 128, so that every part of them is valid UTF-8;
  /// allocates nothing.
  ///
  /// - Complexity: O(n).
  package func isASCII(_ range: Range<Int>) -> Bool {
    do throws(UTF8.ValidationError) {
      return try UTF8Span(validating: extracting(range)).isKnownASCII
    } catch {
      return false
    }
  }
}
