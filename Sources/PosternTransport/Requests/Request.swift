import PosternText

/// One complete HTTP request, lent to a handler for the time of one call.
///
/// Its buffers serve a later request again. A handler that keeps a copy is safe, and only costs the
/// transport new buffers.
package struct Request {
  /// The method.
  package private(set) var method: Method = .other
  /// The name of a method that is `other`.
  private var otherMethod: [UInt8] = []
  /// Path and query; written over from request to request, like the fields.
  private var target: [UInt8] = []
  private var targetByteCount = 0
  private var pathByteCount = 0
  /// Whether the target has a fragment, which is never sent (RFC 9110 §4.2.5).
  private(set) var hasFragment = false
  /// The header fields, names in lower case; `host` stands for `:authority` too.
  package private(set) var fields = HeaderFields()
  /// The body, at most as long as the listener allows.
  package internal(set) var body: [UInt8] = []

  /// Who is at the other end of the connection; nil when that proves nothing, as plain TCP does.
  package internal(set) var peer: Peer?

  /// Makes an empty request for the transport to fill.
  package init() {}

  /// The path before the query, as sent: not percent-decoded, beginning with `/`.
  package var path: ArraySlice<UInt8> { target[..<pathByteCount] }

  /// The query after the first `?`, as sent; empty when there is none.
  package var query: ArraySlice<UInt8> {
    target[min(pathByteCount + 1, targetByteCount)..<targetByteCount]
  }

  /// Tells whether the path, without its query, is exactly this text; allocates nothing.
  package func hasPath(_ path: StaticString) -> Bool {
    target.span.isEqual(0..<pathByteCount, to: path)
  }

  /// Tells whether the path is exactly a text that is known only now; allocates nothing.
  package func hasPath(of text: String) -> Bool {
    // The length tells nearly all paths apart, and costs less than a look at the text's bytes.
    pathByteCount == text.utf8.count
      && target.span.extracting(..<pathByteCount).isEqual(to: text)
  }

  /// Whether there is no target at all, as only `CONNECT` has none on HTTP/2 (RFC 9113 §8.5).
  var hasNoTarget: Bool { targetByteCount == 0 }

  /// The name of the method as it was sent; empty when it is not UTF-8.
  package var methodName: String {
    method == .other ? String(validating: otherMethod, as: UTF8.self) ?? "" : method.name
  }

  mutating func setMethod(named name: Span<UInt8>) {
    method = Method(name)
    if method == .other { otherMethod.append(span: name) }
  }

  /// Splits a request target at the first `?`.
  mutating func setTarget(_ target: Span<UInt8>) {
    let (query, fragment) = (UInt8(ascii: "?"), UInt8(ascii: "#"))
    let end = target.firstPlace(of: query, or: fragment)
    let rest = target.extracting(end...)
    hasFragment = rest.firstPlace(of: fragment, or: fragment) < rest.count
    // A target with a fragment is refused whole, and its path named as it came.
    pathByteCount = end &+ (hasFragment ? rest.firstPlace(of: query, or: query) : 0)
    targetByteCount = target.count
    self.target.overwriteStart(with: target)
  }

  mutating func appendField(name: Span<UInt8>, value: Span<UInt8>) {
    fields.append(name: name, value: value)
  }

  /// Takes the name of the server that is asked, as the field that says it on HTTP/1.1.
  mutating func appendHost(_ value: Span<UInt8>) {
    let name: StaticString = "host"
    name.withBytes { appendField(name: $0, value: value) }
  }

  /// Empties the request for the next one; keeps the buffers unless a large body has grown them.
  mutating func removeAll() {
    if method == .other { otherMethod.removeAll() }
    method = .other
    targetByteCount = 0
    pathByteCount = 0
    hasFragment = false
    fields.removeAll()
    if !body.isEmpty {
      body.removeAll(keepingCapacity: body.capacity <= Request.keptByteCountMax)
    }
  }

  /// The largest buffer that is kept for a later request, in bytes.
  static let keptByteCountMax = 64 * 1024
}
