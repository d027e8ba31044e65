/// A template whose variables have been replaced, in scratch memory: plain bytes, and two bytes
/// that no UTF-8 text contains for the wildcards the policy wrote.
///
/// A `*` that came from a variable's value is a plain byte (V-07).
struct ExpandedPattern {
  /// What stands for a `*` of the policy.
  static let anyRun: UInt8 = 0xFF
  /// What stands for a `?` of the policy.
  static let anyOne: UInt8 = 0xFE

  /// The bytes; valid until the scratch memory is written again.
  let bytes: ByteSlice

  private init(_ bytes: ByteSlice) {
    self.bytes = bytes
  }

  /// Expands the pattern at `start`; nil when a variable has no value or the result does not fit.
  init?(at start: Int, in heap: ByteSlice, context: ContextView) {
    let matcher = PatternMatcher(heap: heap, source: context)
    let scratch = context.expansion
    var length = 0
    var place = start
    while true {
      let piece = PatternPiece(heap, at: place)
      place = piece.next
      switch piece.operation {
      case PatternCode.end:
        bytes = scratch.bytes(from: 0, count: length)
        return
      case PatternCode.anyRun, PatternCode.anyOne:
        guard length < scratch.capacity else { return nil }
        scratch[length] =
          piece.operation == PatternCode.anyRun ? ExpandedPattern.anyRun : ExpandedPattern.anyOne
        length += 1
      default:
        guard let text = matcher.text(of: piece), length + text.count <= scratch.capacity else {
          return nil
        }
        for place in 0..<text.count { scratch[length + place] = text[place] }
        length += text.count
      }
    }
  }

  /// The part of the pattern that stands at `start`.
  func part(_ start: Int, _ count: Int) -> ExpandedPattern {
    ExpandedPattern(bytes.slice(start, count))
  }

  /// Whether the whole of `text` matches.
  ///
  /// - Complexity: O(pattern × text).
  func matches(_ text: ByteSlice) -> Bool {
    var place = 0
    var index = 0
    var starIndex = -1
    var starPlace = 0
    while true {
      if index < bytes.count, bytes[index] == ExpandedPattern.anyRun {
        starIndex = index
        starPlace = place
        index += 1
        continue
      }
      if index == bytes.count, place == text.count { return true }
      if index < bytes.count, place < text.count {
        if bytes[index] == ExpandedPattern.anyOne {
          place += UTF16Unit.byteCount(at: text[place])
          index += 1
          continue
        }
        if bytes[index] == text[place] {
          place += 1
          index += 1
          continue
        }
      }
      guard starIndex >= 0, starPlace < text.count else { return false }
      starPlace += UTF16Unit.byteCount(at: text[starPlace])
      place = starPlace
      index = starIndex + 1
    }
  }
}
