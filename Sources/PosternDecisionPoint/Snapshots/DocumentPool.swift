import PosternCompiler
import PosternEngine
import PosternModel
import PosternPolicy

/// The policy documents of a snapshot, each compiled once as long as its text does not change.
///
/// A document keeps its number while it keeps its name, so that whatever refers to it stays good
/// when its text changes. Names of actions and condition keys are numbered in order of appearance
/// and never forgotten: a pool that has seen too much that is gone is replaced by a new one.
struct DocumentPool {
  /// Which document it is.
  ///
  /// Two documents of one name at the same time are told apart by their order.
  private struct Key: Hashable {
    let name: String
    let kind: PolicyKind
    var occurrence: Int
  }

  /// A compiled document.
  private struct Entry {
    let key: Key
    var hash: ContentHash
    var statements: [CompiledStatement]
    var statementCount: Int
    var firstID: UInt32
    /// Which compilation this is, of all that the pool ever made.
    var version: Int
    /// The last round that named the document.
    var round: Int
  }

  private let limits: Limits
  private var compiler = PolicyCompiler()
  private var entries: [Entry?] = []
  private var numbers: [Key: Int] = [:]
  private var freeNumbers: [Int] = []
  private var round = 0
  private var lastVersion = 0
  /// The descriptions of all statements.
  private(set) var statements = StatementTable()

  /// Creates an empty pool.
  init(limits: Limits) {
    self.limits = limits
  }

  /// Creates an empty pool for documents that may mention the condition keys of services.
  ///
  /// - Throws: when these are more than a snapshot can number.
  init(limits: Limits, services: [Service]) throws(LoadError) {
    self.limits = limits
    do {
      compiler = try PolicyCompiler(services: services, limits: limits)
    } catch {
      throw .limit(error.message)
    }
  }

  /// The action patterns that were mentioned.
  var actions: ActionPatternIndex { compiler.actions }
  /// The condition keys that were mentioned.
  var keys: ConditionKeyIndex { compiler.keys }
  /// How many documents there are.
  var count: Int { numbers.count }

  /// Begins to go through all documents; `endRound` forgets those that are not named until then.
  mutating func beginRound() { round += 1 }

  /// Forgets the documents that were not named in this round.
  ///
  /// - Complexity: O(n) in the documents.
  mutating func endRound() {
    for number in entries.indices {
      guard let entry = entries[number], entry.round != round else { continue }
      statements.release(entry.statementCount, from: entry.firstID)
      numbers[entry.key] = nil
      entries[number] = nil
      freeNumbers.append(number)
    }
  }

  /// Returns the number of the document with this name, which is attached to no resource.
  ///
  /// - Throws: why the document is refused; the document before it stays.
  mutating func number(
    of text: PolicyText,
    named name: String,
    rules: PolicyRules
  ) throws(LoadError) -> Int {
    try number(of: text, named: name, rules: rules, attachedTo: nil, parsed: nil)
  }

  /// Parses documents whose names are new.
  ///
  /// - Returns: for each document what it is or why it is refused; nil when its name is known.
  /// - Complexity: O(n) in their text.
  func parse(
    _ documents: [(text: PolicyText, name: String, rules: PolicyRules)],
    on share: Parallel.Share
  ) -> [Result<PolicyDocument, PolicyError>?] {
    let limits = limits
    let texts = documents.map { document -> (text: PolicyText, rules: PolicyRules)? in
      let key = Key(name: document.name, kind: document.rules.kind, occurrence: 0)
      return numbers[key] == nil ? (document.text, document.rules) : nil
    }
    return Parallel.map(texts, pieceCount: 16, on: share) { text in
      text.map { text in
        Result { () throws(PolicyError) in
          try PolicyParser.parse(Array(text.text.text.utf8), rules: text.rules, limits: limits)
        }
      }
    }
  }

  /// Returns the number of the document with this name, compiled anew if its text is another than
  /// before, or means others.
  ///
  /// Statements without `Resource` are about the resource that the document is attached to; one
  /// name is always attached to the same.
  ///
  /// - Parameters:
  ///   - text: the document.
  ///   - name: what it is known by.
  ///   - rules: what it must keep to.
  ///   - resource: what it is attached to.
  ///   - parsed: what `parse` said of this text by these rules; nil when that was not asked.
  /// - Returns: its number.
  /// - Throws: why the document is refused; the document before it stays.
  mutating func number(
    of text: PolicyText,
    named name: String,
    rules: PolicyRules,
    attachedTo resource: String?,
    parsed: Result<PolicyDocument, PolicyError>?
  ) throws(LoadError) -> Int {
    let hash = DocumentPool.hash(text, rules)
    var key = Key(name: name, kind: rules.kind, occurrence: 0)
    while let number = numbers[key], let entry = entries[number] {
      if entry.hash == hash {
        entries[number]?.round = round
        return number
      }
      guard entry.round == round else { break }
      key.occurrence += 1
    }
    var document: PolicyDocument
    do {
      document =
        if let parsed {
          try parsed.get()
        } else {
          try PolicyParser.parse(Array(text.text.utf8), rules: rules, limits: limits)
        }
    } catch {
      throw .policy(name: name, error, origin: text.origin)
    }
    if let resource { document = document.attached(to: resource) }
    return try put(document, hash: hash, key: key, principals: text.principals)
  }

  /// Returns the number of a policy that somebody brought along: the same text is compiled once,
  /// whoever brings it.
  ///
  /// - Throws: the bound of a snapshot that is reached.
  mutating func number(of policy: SessionPolicy) throws(LoadError) -> Int {
    let key = Key(name: "session-policy/\(policy.hash)", kind: .session, occurrence: 0)
    if let number = numbers[key] {
      entries[number]?.round = round
      return number
    }
    return try put(policy.document, hash: policy.hash, key: key, principals: [:])
  }

  /// Adds a document that was parsed elsewhere and returns its number.
  ///
  /// - Throws: the bound of a snapshot that is reached.
  mutating func add(
    _ document: PolicyDocument,
    named name: String,
    kind: PolicyKind
  ) throws(LoadError) -> Int {
    var key = Key(name: name, kind: kind, occurrence: 0)
    while numbers[key] != nil { key.occurrence += 1 }
    return try put(document, hash: ContentHash { _ in }, key: key, principals: [:])
  }

  /// Returns the number of a document that nobody wrote, and that stays the same as long as the
  /// pool lives.
  ///
  /// - Throws: the bound of a snapshot that is reached.
  mutating func number(
    ofMade document: PolicyDocument,
    named name: String
  ) throws(LoadError) -> Int {
    let key = Key(name: name, kind: .inline, occurrence: 0)
    if let number = numbers[key] {
      entries[number]?.round = round
      return number
    }
    return try put(document, hash: ContentHash { _ in }, key: key, principals: [:])
  }

  /// Compiles another text for a document that is known by this name.
  ///
  /// - Returns: its number, or nil when no document has the name.
  /// - Throws: why the document is refused; the document before it stays.
  mutating func replace(
    _ text: PolicyText,
    named name: String,
    rules: PolicyRules
  ) throws(LoadError) -> Int? {
    guard numbers[Key(name: name, kind: rules.kind, occurrence: 0)] != nil else { return nil }
    // Of a name that is asked for once there is one document: a round of its own, that nobody ends.
    beginRound()
    return try number(of: text, named: name, rules: rules)
  }

  /// The compiled statements of documents, one document after another.
  func statements(of numbers: [Int]) -> [CompiledStatement] {
    numbers.flatMap { entries[$0]?.statements ?? [] }
  }

  /// Which compilations documents are in: the same answer means that nothing was compiled anew.
  func versions(of numbers: [Int]) -> [Int] {
    numbers.map { entries[$0]?.version ?? 0 }
  }

  private mutating func put(
    _ document: PolicyDocument,
    hash: ContentHash,
    key: Key,
    principals: [String: String]
  ) throws(LoadError) -> Int {
    let known = numbers[key]
    let count = document.statements.count
    if let known, let entry = entries[known], entry.statementCount != count {
      statements.release(entry.statementCount, from: entry.firstID)
      entries[known]?.firstID = statements.reserve(count)
      entries[known]?.statementCount = count
    }
    let firstID = known.flatMap { entries[$0]?.firstID } ?? statements.reserve(count)
    statements.describe(
      document.statements.map { StatementDescription(policy: key.name, $0) },
      from: firstID
    )
    let compiled: [CompiledStatement]
    do {
      compiled = try compiler.compile(
        document,
        kind: key.kind,
        firstID: firstID,
        principals: principals,
        limits: limits
      )
    } catch {
      throw .limit(error.message)
    }
    lastVersion += 1
    let entry = Entry(
      key: key,
      hash: hash,
      statements: compiled,
      statementCount: count,
      firstID: firstID,
      version: lastVersion,
      round: round
    )
    let number = known ?? freeNumbers.popLast() ?? entries.count
    if number == entries.count { entries.append(entry) } else { entries[number] = entry }
    numbers[key] = number
    return number
  }

  /// The rules are those of the kind, or those of the platform's own policies.
  private static func hash(_ text: PolicyText, _ rules: PolicyRules) -> ContentHash {
    ContentHash { hasher in
      hasher.combine(rules.kind.rawValue)
      hasher.combine(rules.characterCountMax ?? -1)
      hasher.combine(rules.allowsHeadVariables ? 1 : 0)
      hasher.combine(text.text)
      hasher.combine(text.principals) { $0.combine($1) }
    }
  }
}
