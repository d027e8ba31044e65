import PosternModel
import PosternText

/// The questions of one call, read from the encoding of protocol buffers without copying a text.
///
/// Messages of the library's making, with a string for each text and a hash table for each map,
/// cost three times the rest of a call. What is accepted, and what it means, is the same: of a
/// field that comes twice the last counts, a message that comes twice is put together, of equal
/// keys of a map the last counts, and unknown fields are passed over.
///
/// The storage serves the next call again.
struct CallQuestionList {
  /// The questions, in their order; of a batch that is too long only the first ones.
  private(set) var questions: [CallQuestion] = []
  /// How many questions there are, those of a batch that is too long included.
  private(set) var count = 0
  /// What the questions of a batch leave out; empty for a single question.
  private(set) var defaults = CallQuestion()
  /// How many bytes the defaults have.
  private(set) var defaultsByteCount = 0
  /// The entries of all questions.
  private(set) var entries: [CallEntry] = []
  /// The elements of all lists.
  private(set) var elements: [CallValue] = []

  /// Whether one of the texts has the character NUL, which no question may have.
  private(set) var hasNUL = false

  private let limits: Limits
  /// Whether some byte of the call is zero, which none is in most calls: their texts need no look
  /// of their own.
  private var hasZero = false
  /// Whether the whole call is ASCII, so that each text in it is valid UTF-8: most calls are, and
  /// one look at all bytes costs less than one at each text.
  private var isASCII = false
  /// The most entries and elements whose storage is kept for the next call.
  private static let keptCountMax = 4_096

  /// Creates a list that holds nothing.
  ///
  /// What lies above a bound is read, so that it is known to be well formed, and not kept.
  init(limits: Limits) {
    self.limits = limits
  }

  /// Reads a message: one question, `AuthorizeRequest`, or a batch, `BatchAuthorizeRequest`.
  ///
  /// - Throws: that the bytes are none.
  mutating func read(
    _ bytes: Span<UInt8>,
    at range: Range<Int>,
    isBatch: Bool
  ) throws(WireFault) {
    removeAll()
    isASCII = bytes.isASCII(range)
    hasZero = bytes.hasZero(in: range)
    hasNUL = false
    if isBatch {
      try readBatch(bytes, at: range)
    } else {
      try appendQuestion(bytes, at: range, depth: 1)
    }
  }

  private mutating func readBatch(_ bytes: Span<UInt8>, at range: Range<Int>) throws(WireFault) {
    var defaultPieces: [Range<Int>] = []
    var fields = try WireFields(range, depth: 1)
    while try fields.next(in: bytes) {
      switch (fields.number, fields.form) {
      case (1, .block): try appendQuestion(bytes, at: fields.block, depth: 2)
      case (2, .block): defaultPieces.append(fields.block)
      default: break
      }
    }
    var defaults = begin()
    for piece in defaultPieces {
      try read(&defaults, bytes, at: piece, depth: 2)
      defaultsByteCount += piece.count
    }
    self.defaults = defaults
  }

  private mutating func removeAll() {
    questions.removeAll(keepingCapacity: true)
    count = 0
    defaults = CallQuestion()
    defaultsByteCount = 0
    entries.removeAll(keepingCapacity: entries.capacity <= CallQuestionList.keptCountMax)
    elements.removeAll(keepingCapacity: elements.capacity <= CallQuestionList.keptCountMax)
  }

  private func begin() -> CallQuestion {
    var question = CallQuestion()
    question.entries = entries.count..<entries.count
    return question
  }

  private mutating func appendQuestion(
    _ bytes: Span<UInt8>,
    at range: Range<Int>,
    depth: Int
  ) throws(WireFault) {
    var question = begin()
    try read(&question, bytes, at: range, depth: depth)
    count += 1
    if count <= limits.batchRequestCountMax {
      questions.append(question)
    } else {
      entries.removeSubrange(question.entries)
    }
  }

  private mutating func read(
    _ question: inout CallQuestion,
    _ bytes: Span<UInt8>,
    at range: Range<Int>,
    depth: Int
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: depth)
    while try fields.next(in: bytes) {
      switch (fields.number, fields.form) {
      case (1, .block): question.principal = try text(bytes, fields.block)
      case (2, .block): question.action = try text(bytes, fields.block)
      case (3, .block): question.resource = try text(bytes, fields.block)
      case (4, .block): question.resourceAccount = try text(bytes, fields.block)
      case (5, .block): try readEntry(of: .context, &question, bytes, fields.block, depth)
      case (6, .block): try readEntry(of: .resourceTags, &question, bytes, fields.block, depth)
      case (7, .block): try readEntry(of: .requestTags, &question, bytes, fields.block, depth)
      case (8, .varint): question.explain = Int32(truncatingIfNeeded: fields.value)
      default: break
      }
    }
  }

  /// Takes the place of a text, which must be valid UTF-8.
  private mutating func text(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) throws(WireFault) -> TextRange {
    guard isASCII || bytes.isUTF8(range) else { throw WireFault() }
    if hasZero, bytes.hasZero(in: range) { hasNUL = true }
    return TextRange(range)
  }
}

// The entries of maps.
extension CallQuestionList {
  private mutating func readEntry(
    of map: CallMap,
    _ question: inout CallQuestion,
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    _ depth: Int
  ) throws(WireFault) {
    let elementCount = elements.count
    var key = TextRange.empty
    var value: CallValue = map == .context ? .none : .text(.empty)
    // An entry of a map is no level of its own.
    var fields = try WireFields(range, depth: depth)
    while try fields.next(in: bytes) {
      switch (fields.number, fields.form) {
      case (1, .block): key = try text(bytes, fields.block)
      case (2, .block) where map == .context:
        try readValue(&value, bytes, fields.block, depth: depth + 1, keepsElements: true)
      case (2, .block): value = .text(try text(bytes, fields.block))
      default: break
      }
    }
    let entry = CallEntry(map: map, key: key, value: value)
    if !put(entry, into: &question, bytes) {
      elements.removeSubrange(elementCount...)
    }
  }

  /// Puts an entry behind the others, or in the place of the one with the same key; false when
  /// there are too many, and for all that follow: the question is refused, whatever they say.
  ///
  /// - Complexity: O(entries), which are bounded.
  private mutating func put(
    _ entry: CallEntry,
    into question: inout CallQuestion,
    _ bytes: Span<UInt8>
  ) -> Bool {
    if question.surplus != nil { return false }
    let look = CallQuestionList.look(of: entry, bytes)
    if question.looks & look != 0 {
      for index in question.entries where hasSameKey(entry, as: entries[index], bytes) {
        entries[index].value = entry.value
        return true
      }
    }
    question.looks |= look
    guard question.entries.count < limits.contextKeyCountMax else {
      question.surplus = entry
      return false
    }
    entries.append(entry)
    question.entries = question.entries.lowerBound..<entries.count
    return true
  }

  /// A bit that equal keys share, so that most are not compared: one of 64, by the length and the
  /// last character.
  private static func look(of entry: CallEntry, _ bytes: Span<UInt8>) -> UInt64 {
    let byteCount = entry.key.byteCount
    let last = byteCount > 0 ? bytes[entry.key.start + byteCount - 1] : 0
    return 1 &<< (UInt64(truncatingIfNeeded: byteCount) &* 5 &+ UInt64(last))
  }

  private func hasSameKey(_ one: CallEntry, as other: CallEntry, _ bytes: Span<UInt8>) -> Bool {
    one.key.byteCount == other.key.byteCount && one.map == other.map
      && bytes.extracting(one.key.bounds).isEqual(to: bytes.extracting(other.key.bounds))
  }

  private mutating func readValue(
    _ value: inout CallValue,
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    depth: Int,
    keepsElements: Bool
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: depth)
    while try fields.next(in: bytes) {
      switch (fields.number, fields.form) {
      case (1, .block): value = .text(try text(bytes, fields.block))
      case (2, .varint): value = .boolean(fields.value != 0)
      case (3, .varint): value = .integer(Int64(bitPattern: fields.value))
      case (4, .block): value = .number(try text(bytes, fields.block))
      case (5, .block):
        var list = elements.count..<elements.count
        if case .list(let begun) = value { list = begun }
        try readList(&list, bytes, fields.block, depth: depth + 1, keepsElements: keepsElements)
        value = .list(list)
      default: break
      }
    }
  }

  /// Adds the elements of a list, which are the last ones that were read; those of a list in a list
  /// are not kept, since such a list is refused.
  private mutating func readList(
    _ list: inout Range<Int>,
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    depth: Int,
    keepsElements: Bool
  ) throws(WireFault) {
    var fields = try WireFields(range, depth: depth)
    while try fields.next(in: bytes) {
      guard fields.number == 1, fields.form == .block else { continue }
      var element = CallValue.none
      try readValue(&element, bytes, fields.block, depth: depth + 1, keepsElements: false)
      // One more than is allowed shows that there are too many.
      guard keepsElements, list.count <= limits.contextValueCountMax else { continue }
      elements.append(element)
      list = list.lowerBound..<elements.count
    }
  }
}
