import PosternEngine
import PosternModel
import PosternPolicy

/// The principals and conditions of a statement as the policy words them, packed into one buffer.
///
/// A snapshot keeps these for every statement, and few are ever asked for: so they are excerpts,
/// without an object per text, and a statement without either costs nothing beyond the reference.
///
///     { u8 form │ text operator │ text key │ u32 values │ u8 shown │ text… }…
///
/// A text is its length in one byte, and its bytes.
struct StatementWords: Sendable, Equatable {
  private let bytes: [UInt8]

  /// Packs the words of a statement.
  init(_ statement: Statement) {
    var packed: [UInt8] = []
    if let principal = statement.principal {
      StatementWords.append(
        principal.isNegated ? .notPrincipal : .principal,
        operator: "",
        key: "",
        values: principal.entries.map(\.name.text),
        to: &packed
      )
    }
    for condition in statement.conditions {
      StatementWords.append(
        .condition,
        operator: condition.operator.name,
        key: condition.key.text,
        values: condition.values.map(\.text),
        to: &packed
      )
    }
    // A copy has no spare room.
    bytes = packed.isEmpty ? [] : Array(packed[...])
  }

  /// How many bytes the words take.
  var byteCount: Int { bytes.count }

  /// The principals that the statement names; nil when it names none.
  ///
  /// - Complexity: O(n) in the first element's words.
  var principal: ElementWords? {
    var reader = Reader(bytes)
    guard let first = reader.next(), first.form != .condition else { return nil }
    return first
  }

  /// Returns the condition at `index`; nil when there are fewer.
  ///
  /// - Complexity: O(n) in the words of the statement.
  func condition(_ index: Int) -> ElementWords? {
    var reader = Reader(bytes)
    var rest = index
    while let element = reader.next() {
      guard element.form == .condition else { continue }
      if rest == 0 { return element }
      rest -= 1
    }
    return nil
  }

  private static func append(
    _ form: ElementWords.Form,
    operator: String,
    key: String,
    values: [String],
    to packed: inout [UInt8]
  ) {
    packed.append(form.rawValue)
    append(`operator`, to: &packed)
    append(key, to: &packed)
    let shown = values.prefix(Excerpt.valueCountMax)
    let count = UInt32(truncatingIfNeeded: values.count)
    for shift in [0, 8, 16, 24] as [UInt32] {
      packed.append(UInt8(truncatingIfNeeded: count >> shift))
    }
    packed.append(UInt8(truncatingIfNeeded: shown.count))
    for value in shown { append(value, to: &packed) }
  }

  /// An excerpt and its ellipsis are shorter than 256 bytes.
  private static func append(_ text: String, to packed: inout [UInt8]) {
    let excerpt = Excerpt.text(Array(text.utf8).span)
    packed.append(UInt8(truncatingIfNeeded: excerpt.utf8.count))
    packed.append(contentsOf: excerpt.utf8)
  }

  /// Unpacks one element after another.
  private struct Reader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func next() -> ElementWords? {
      guard place < bytes.count, let form = ElementWords.Form(rawValue: byte()) else { return nil }
      let `operator` = text()
      let key = text()
      let valueCount = (0..<4).reduce(0) { $0 | Int(byte()) << ($1 * 8) }
      let shown = Int(byte())
      return ElementWords(
        form: form,
        operator: `operator`,
        key: key,
        values: (0..<shown).map { _ in text() },
        valueCount: valueCount
      )
    }

    private mutating func byte() -> UInt8 {
      defer { place += 1 }
      return bytes[place]
    }

    private mutating func text() -> String {
      let count = Int(byte())
      defer { place += count }
      return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
    }
  }
}
