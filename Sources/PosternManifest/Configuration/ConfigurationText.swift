package import PosternModel
internal import PosternText

/// Reads configuration: one document of YAML, or of JSON, which is YAML too.
package struct ConfigurationText: Sendable {
  private let limits: Limits
  private let variables: VariableExpansion

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - limits: the bounds of the text itself, which are those of a file of entities.
  ///   - environment: what `${NAME}` stands for.
  package init(limits: Limits, environment: [String: String]) {
    self.limits = limits
    variables = VariableExpansion(
      environment: environment,
      byteCountMax: limits.textByteCountMax
    )
  }

  /// Reads a file; nil when it cannot be read as configuration, for which there are problems then.
  package func readFile(_ path: String, problems: inout ProblemList) -> ConfigurationNode? {
    do throws(FileFailure) {
      let bytes = try OpenFile(path: path).read(byteCountMax: limits.manifestByteCountMax)
      return read(bytes, source: path, hasLines: true, problems: &problems)
    } catch {
      problems.add("the file \(error.message)", help: nil, file: path, position: nil)
      return nil
    }
  }

  /// Reads a text that comes from a file, a flag or a variable; nil when it is none, for which
  /// there are problems then.
  ///
  /// An empty text is a map without members. Without lines nothing in it has a position.
  package func read(
    _ bytes: [UInt8],
    source: String,
    hasLines: Bool,
    problems: inout ProblemList
  ) -> ConfigurationNode? {
    let file = SourceFile(name: source, bytes: bytes)
    var documents: [ManifestDocument] = []
    let problemCount = problems.totalCount
    YAMLNodeReader.read(
      DirectorySource.withoutMark(file),
      genre: "configuration",
      limits: limits,
      into: &documents,
      problems: &problems
    )
    guard problems.totalCount == problemCount else { return nil }
    guard documents.count <= 1 else {
      problems.add(
        "a second document in one configuration",
        help: nil,
        file: source,
        position: documents[1].root.position
      )
      return nil
    }
    guard let root = documents.first?.root else {
      return ConfigurationNode(.nothing, at: ConfigurationPlace(source: source, position: nil))
    }
    return node(root, source: source, hasLines: hasLines, problems: &problems)
  }

  private func node(
    _ node: ManifestNode,
    source: String,
    hasLines: Bool,
    problems: inout ProblemList
  ) -> ConfigurationNode {
    let position = hasLines ? node.position : nil
    let place = ConfigurationPlace(source: source, position: position)
    let content: ConfigurationNode.Content
    switch node.content {
    case .text(let text, _):
      guard !node.isNull else {
        content = .nothing
        break
      }
      guard let value = expanded(text, at: place, problems: &problems) else {
        content = .unreadable
        break
      }
      guard value == text else {
        return ConfigurationNode(text: value, reference: text, at: place)
      }
      content = .text(text)
    case .list(let elements):
      content = .list(
        elements.map { self.node($0, source: source, hasLines: hasLines, problems: &problems) }
      )
    case .map(let members):
      content = .map(
        members.map { member in
          ConfigurationNode.Member(
            name: member.name,
            place: ConfigurationPlace(
              source: source,
              position: hasLines ? member.namePosition : nil
            ),
            value: self.node(
              member.value,
              source: source,
              hasLines: hasLines,
              problems: &problems
            )
          )
        }
      )
    }
    return ConfigurationNode(content, at: place)
  }

  private func expanded(
    _ text: String,
    at place: ConfigurationPlace,
    problems: inout ProblemList
  ) -> String? {
    do throws(VariableExpansion.Failure) {
      return try variables.expand(text)
    } catch {
      problems.add(
        error.message,
        help: error.help,
        file: place.source,
        position: place.position
      )
      return nil
    }
  }
}
