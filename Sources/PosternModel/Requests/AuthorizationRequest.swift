import PosternText

/// One question: may this principal do this action on this resource, in this context.
///
/// All text stands in one buffer that the request owns; the parts are ranges of it. The buffer
/// begins with a copy of the text that the question came in, of which parts are named in place;
/// what had to be decoded or put together is appended. A request is meant to be reused: it keeps
/// its storage, so a warm request is filled without allocating.
///
///     {"principal":"arn:aws:iam::1…:user/alice","action":"orders:GetOrder",…}aws:RequestTag/team
///                   └ principal ─────────────┘             └ action ─────┘   └ key ────────────┘
///     └ source ────────────────────────────────────────────────────────────┘
///
/// Public only because the compiler does not inline methods of package types into other modules:
/// filling a request is a part of every answer.
public struct AuthorizationRequest: Sendable {
  /// One condition key with its values.
  public struct ContextEntry: Sendable, BitwiseCopyable {
    /// The key as it was sent.
    @usableFromInline
    package let key: TextRange
    /// The index of its first value in `values`.
    @usableFromInline
    package let firstValue: Int
    /// How many values it has; a multivalued key may have none (C-23).
    @usableFromInline
    package let valueCount: Int
    /// Whether it was sent as a list (C-30).
    @usableFromInline
    package let isMultivalued: Bool
    /// Where whoever made the request has it from: a number that says nothing to anybody else.
    @usableFromInline
    package let origin: Int

    @inlinable
    init(key: TextRange, firstValue: Int, valueCount: Int, isMultivalued: Bool, origin: Int) {
      self.key = key
      self.firstValue = firstValue
      self.valueCount = valueCount
      self.isMultivalued = isMultivalued
      self.origin = origin
    }
  }

  /// The bytes of all parts, in UTF-8; behind `byteCount`, what former questions left.
  package private(set) var text: [UInt8]
  /// How many bytes the parts have.
  private var byteCount: Int
  /// How many of them are the text that the question came in.
  private var sourceByteCount: Int
  /// Who asks: an ARN, a service name or `anonymous`.
  package var principal: TextRange
  /// What it wants to do: `service:Name`.
  package var action: TextRange
  /// On what: an ARN, or `*` for an action without a resource.
  package var resource: TextRange
  /// The account that owns the resource, empty when the ARN says it or nobody does.
  package var resourceAccount: TextRange
  /// The context, in the order in which it was sent.
  @usableFromInline
  package private(set) var contextEntries: RequestList<ContextEntry>
  /// The values of all entries, one after another.
  @usableFromInline
  package private(set) var values: RequestList<TextRange>
  /// How many of them belong to an entry already.
  @usableFromInline
  var takenValueCount = 0
  /// How much the answer should say.
  package var explain: ExplainLevel

  /// Creates an empty request.
  package init() {
    text = []
    byteCount = 0
    sourceByteCount = 0
    principal = .empty
    action = .empty
    resource = .empty
    resourceAccount = .empty
    contextEntries = RequestList()
    values = RequestList()
    explain = .reason
  }

  /// Takes a copy of a text, whose offsets are offsets of `text` from now on; the parts of an
  /// earlier question mean nothing any more, and `removeAll` must forget them.
  ///
  /// - Complexity: O(n), one copy.
  package mutating func begin(with source: Span<UInt8>) {
    text.overwriteStart(with: source)
    byteCount = source.count
    sourceByteCount = source.count
  }

  /// Forgets everything but the storage and the text that it began with.
  package mutating func removeAll() {
    byteCount = sourceByteCount
    takenValueCount = 0
    contextEntries.removeAll()
    values.removeAll()
    principal = .empty
    action = .empty
    resource = .empty
    resourceAccount = .empty
    explain = .reason
  }

  /// Appends the bytes that `write` adds to the buffer, and returns where they stand.
  package mutating func append(_ write: (inout [UInt8]) -> Void) -> TextRange {
    if text.count > byteCount { text.removeLast(text.count - byteCount) }
    let start = byteCount
    write(&text)
    byteCount = text.count
    return TextRange(start: start, byteCount: byteCount - start)
  }

  /// Appends a text and returns where it stands.
  package mutating func append(_ string: String) -> TextRange {
    append { $0.append(contentsOf: string.utf8) }
  }

  /// Appends one value of the entry that is added next.
  @inlinable
  package mutating func appendValue(_ range: TextRange) {
    values.append(range)
  }

  /// Adds a condition key whose values are those appended since the last entry; for `origin` see
  /// `ContextEntry`.
  @inlinable
  package mutating func addContextEntry(key: TextRange, isMultivalued: Bool, origin: Int = 0) {
    contextEntries.append(
      ContextEntry(
        key: key,
        firstValue: takenValueCount,
        valueCount: values.count &- takenValueCount,
        isMultivalued: isMultivalued,
        origin: origin
      )
    )
    takenValueCount = values.count
  }

  /// Adds a condition key with one value, as nearly all have.
  @inlinable
  package mutating func addContextEntry(key: TextRange, value: TextRange) {
    values.append(value)
    contextEntries.append(
      ContextEntry(
        key: key,
        firstValue: takenValueCount,
        valueCount: 1,
        isMultivalued: false,
        origin: 0
      )
    )
    takenValueCount = values.count
  }

  /// Returns a part as a string, for messages.
  package func string(_ range: TextRange) -> String {
    String(decoding: text[range.bounds], as: UTF8.self)
  }
}
