internal import PosternModel
internal import PosternText

/// Reads a YAML file into one node per document.
///
/// Only the part of YAML that means the same to every reader is taken: no anchors, aliases, merge
/// keys, tags or directives, and no name twice in a map. A document with one of these is left out
/// with its problems; a syntax error ends the file.
struct YAMLNodeReader: ~Copyable {
  private let file: SourceFile
  private let genre: String
  private let limits: Limits
  private var parser: YAMLParser
  private var nodeCount = 0
  private var problems: ProblemList

  /// Appends the documents of a file that are sound, and the problems of those that are not.
  ///
  /// `genre` is what such files are called, in the plural.
  static func read(
    _ file: SourceFile,
    genre: String,
    limits: Limits,
    into documents: inout [ManifestDocument],
    problems: inout ProblemList
  ) {
    do throws(YAMLSyntaxError) {
      let parser = try YAMLParser(file.bytes)
      var reader = YAMLNodeReader(
        file: file,
        genre: genre,
        limits: limits,
        parser: parser,
        problems: problems
      )
      let failure = reader.readDocuments(into: &documents)
      problems = reader.problems
      if let failure { throw failure }
    } catch {
      problems.add(error.message, help: nil, file: file.name, position: error.position)
    }
  }

  private init(
    file: SourceFile,
    genre: String,
    limits: Limits,
    parser: consuming YAMLParser,
    problems: ProblemList
  ) {
    self.file = file
    self.genre = genre
    self.limits = limits
    self.parser = parser
    self.problems = problems
  }

  private mutating func readDocuments(
    into documents: inout [ManifestDocument]
  ) -> YAMLSyntaxError? {
    do throws(YAMLSyntaxError) {
      while true {
        let event = try parser.next()
        switch event.content {
        case .streamEnd: return nil
        case .documentStart(let hasDirectives):
          if hasDirectives { refuse("directives are not part of \(genre)", at: event.position) }
          try readDocument(into: &documents)
        case .streamStart, .documentEnd, .alias, .scalar, .listStart, .listEnd, .mapStart, .mapEnd:
          continue
        }
      }
    } catch {
      return error
    }
  }

  private mutating func readDocument(
    into documents: inout [ManifestDocument]
  ) throws(YAMLSyntaxError) {
    let problemCount = problems.totalCount
    let root = try node(startingWith: try parser.next(), depth: 1)
    guard problems.totalCount == problemCount, !root.isNull else { return }
    guard documents.count < limits.manifestDocumentCountMax else {
      throw YAMLSyntaxError(
        message: "more than \(limits.manifestDocumentCountMax) documents in the directory",
        position: root.position
      )
    }
    documents.append(ManifestDocument(file: file, root: root))
  }

  private mutating func node(
    startingWith event: YAMLEvent,
    depth: Int
  ) throws(YAMLSyntaxError) -> ManifestNode {
    nodeCount += 1
    guard nodeCount <= limits.manifestNodeCountMax else {
      throw YAMLSyntaxError(
        message: "more than \(limits.manifestNodeCountMax) values in one file",
        position: event.position
      )
    }
    if event.hasAnchor { refuse("anchors are not part of \(genre)", at: event.position) }
    if event.hasTag { refuse("tags are not part of \(genre)", at: event.position) }
    let content = try content(startingWith: event, depth: depth)
    return ManifestNode(content: content, position: event.position, jsonRange: nil)
  }

  private mutating func content(
    startingWith event: YAMLEvent,
    depth: Int
  ) throws(YAMLSyntaxError) -> ManifestNode.Content {
    switch event.content {
    case .scalar(let text, let isPlain): return .text(text, isPlain: isPlain)
    case .listStart:
      try checkDepth(depth, at: event.position)
      return .list(try elements(depth: depth + 1))
    case .mapStart:
      try checkDepth(depth, at: event.position)
      return .map(try members(depth: depth + 1))
    case .alias:
      refuse("aliases are not part of \(genre)", at: event.position)
      return .text("", isPlain: true)
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .listEnd, .mapEnd:
      // The parser has checked the nesting; a value is all that can stand here.
      throw YAMLSyntaxError(message: "not YAML: expected a value", position: event.position)
    }
  }

  private mutating func elements(depth: Int) throws(YAMLSyntaxError) -> [ManifestNode] {
    var elements: [ManifestNode] = []
    while true {
      let event = try parser.next()
      if case .listEnd = event.content { return elements }
      elements.append(try node(startingWith: event, depth: depth))
    }
  }

  private mutating func members(depth: Int) throws(YAMLSyntaxError) -> [ManifestNode.Member] {
    var members: [ManifestNode.Member] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try parser.next()
      if case .mapEnd = event.content { return members }
      let name = memberName(try node(startingWith: event, depth: depth))
      let value = try node(startingWith: try parser.next(), depth: depth)
      guard let name else { continue }
      if let line = lines[name] {
        refuse("duplicate member `\(name)`, first given in line \(line)", at: event.position)
      } else {
        lines[name] = event.position.line
      }
      members.append(.init(name: name, namePosition: event.position, value: value))
    }
  }

  private mutating func memberName(_ node: ManifestNode) -> String? {
    guard case .text(let name, let isPlain) = node.content else {
      refuse("expected the name of a member, found \(node.kindName)", at: node.position)
      return nil
    }
    if isPlain, name == "<<" {
      refuse("merge keys are not part of \(genre)", at: node.position)
      return nil
    }
    return name
  }

  private func checkDepth(_ depth: Int, at position: TextPosition) throws(YAMLSyntaxError) {
    guard depth <= limits.manifestDepthMax else {
      throw YAMLSyntaxError(
        message: "nested deeper than \(limits.manifestDepthMax) levels",
        position: position
      )
    }
  }

  private mutating func refuse(_ message: String, at position: TextPosition) {
    problems.add(message, help: nil, file: file.name, position: position)
  }
}
