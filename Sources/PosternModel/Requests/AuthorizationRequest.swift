/// One question: may this principal do this action on this resource, in this context.
///
/// All text stands in one buffer that the request owns; the parts are ranges of it. A request is
/// meant to be reused: `removeAll` keeps the storage, so a warm request is filled without
/// allocating.
///
///     arn:aws:iam::1…:user/alice orders:GetOrder arn:aws:orders:…:order/42 aws:sourceip 10.0.0.7
///     └ principal ─────────────┘ └ action ─────┘ └ resource ────────────┘ └ key ──────┘ └ value┘
package struct AuthorizationRequest: Sendable {
  /// One condition key with its values.
  package struct ContextEntry: Sendable, BitwiseCopyable {
    /// The key as it was sent.
    package let key: TextRange
    /// The index of its first value in `values`.
    package let firstValue: Int
    /// How many values it has; a multivalued key may have none (C-23).
    package let valueCount: Int
    /// Whether it was sent as a list (C-30).
    package let isMultivalued: Bool
  }

  /// The bytes of all parts, in UTF-8.
  package private(set) var text: [UInt8]
  /// Who asks: an ARN, a service name or `anonymous`.
  package var principal: TextRange
  /// What it wants to do: `service:Name`.
  package var action: TextRange
  /// On what: an ARN, or `*` for an action without a resource.
  package var resource: TextRange
  /// The account that owns the resource, empty when the ARN says it or nobody does.
  package var resourceAccount: TextRange
  /// The context, in the order in which it was sent.
  package private(set) var contextEntries: [ContextEntry]
  /// The values of all entries, one after another.
  package private(set) var values: [TextRange]
  /// How much the answer should say.
  package var explain: ExplainLevel

  /// Creates an empty request.
  package init() {
    text = []
    principal = .empty
    action = .empty
    resource = .empty
    resourceAccount = .empty
    contextEntries = []
    values = []
    explain = .reason
  }

  /// Forgets everything but the storage.
  package mutating func removeAll() {
    text.removeAll(keepingCapacity: true)
    contextEntries.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    principal = .empty
    action = .empty
    resource = .empty
    resourceAccount = .empty
    explain = .reason
  }

  /// Appends the bytes that `write` adds to the buffer, and returns where they stand.
  package mutating func append(_ write: (inout [UInt8]) -> Void) -> TextRange {
    let start = text.count
    write(&text)
    return TextRange(start: start, byteCount: text.count - start)
  }

  /// Appends a text and returns where it stands.
  package mutating func append(_ string: String) -> TextRange {
    append { $0.append(contentsOf: string.utf8) }
  }

  /// Appends one value of the entry that is added next.
  package mutating func appendValue(_ range: TextRange) {
    values.append(range)
  }

  /// Adds a condition key whose values are those appended since the last entry.
  package mutating func addContextEntry(key: TextRange, isMultivalued: Bool) {
    let firstValue = contextEntries.last.map { $0.firstValue + $0.valueCount } ?? 0
    contextEntries.append(
      ContextEntry(
        key: key,
        firstValue: firstValue,
        valueCount: values.count - firstValue,
        isMultivalued: isMultivalued
      )
    )
  }

  /// Returns a part as a string, for messages.
  package func string(_ range: TextRange) -> String {
    String(decoding: text[range.bounds], as: UTF8.self)
  }
}
