import PosternCompiler
package import PosternModel
import PosternPolicy
import PosternText

/// What holds for every text that is given to the policy parser.
///
/// A text has one answer; what a store accepts a simulation accepts as well; and whatever was
/// accepted can be compiled.
package enum PolicyProperty {
  /// Checks all properties of a text as a policy of one kind.
  package static func check(_ text: [UInt8], kind: PolicyKind) throws(BrokenProperty) {
    let strict = answer(text, kind: kind, isLenient: false)
    let lenient = answer(text, kind: kind, isLenient: true)
    switch (strict, lenient) {
    case (.failure(let error), .failure(let milder)):
      try check(error, in: text)
      try check(milder, in: text)
    case (.failure(let error), .success(let document)):
      try check(error, in: text)
      try compile(document, kind: kind)
    case (.success, .failure(let error)):
      throw BrokenProperty("what a store accepts a simulation refuses: \(error.detail)")
    case (.success(let document), .success(let same)):
      try BrokenProperty.require(
        document.statements.count == same.statements.count && document.version == same.version,
        "a simulation reads another document than a store"
      )
      try compile(document, kind: kind)
    }
    try BrokenProperty.require(
      isSame(strict, answer(text, kind: kind, isLenient: false)),
      "an answer changes"
    )
  }

  private static func answer(
    _ text: [UInt8],
    kind: PolicyKind,
    isLenient: Bool
  ) -> Result<PolicyDocument, PolicyError> {
    do throws(PolicyError) {
      guard isLenient else {
        return .success(try PolicyParser.parse(text, kind: kind, limits: .standard))
      }
      return .success(try PolicyParser.parse(lenient: text, kind: kind, limits: .standard))
    } catch {
      return .failure(error)
    }
  }

  private static func isSame(
    _ left: Result<PolicyDocument, PolicyError>,
    _ right: Result<PolicyDocument, PolicyError>
  ) -> Bool {
    switch (left, right) {
    case (.success(let left), .success(let right)): left.statements.count == right.statements.count
    case (.failure(let left), .failure(let right)): left == right
    case (.success, .failure), (.failure, .success): false
    }
  }

  private static func check(_ error: PolicyError, in text: [UInt8]) throws(BrokenProperty) {
    let offset = error.position.byteOffset
    try BrokenProperty.require(
      offset >= 0 && offset <= text.count,
      "an error lies outside of the text"
    )
    try BrokenProperty.require(
      error.position.line >= 1 && error.position.column >= 1,
      "an error stands in no line"
    )
    try BrokenProperty.require(
      !error.message.isEmpty && !error.detail.isEmpty,
      "an error has no sentence"
    )
    try BrokenProperty.require(
      !error.detail.contains("\n"),
      "the sentence of an error has more than one line"
    )
  }

  private static func compile(
    _ document: PolicyDocument,
    kind: PolicyKind
  ) throws(BrokenProperty) {
    var compiler = PolicyCompiler()
    var count = 0
    do throws(CompilerError) {
      count = try compiler.compile(document, kind: kind, firstID: 0, limits: .standard).count
    } catch {
      // A bound of the snapshot is an answer like any other.
      try BrokenProperty.require(error.limit > 0, "a bound refuses everything")
    }
    try BrokenProperty.require(
      count <= document.statements.count,
      "more statements are compiled than were read"
    )
  }
}
