import PosternModel
import PosternText

/// Reads the shape of a `Principal` or `NotPrincipal` element (G-50, G-21).
struct PrincipalParser {
  private static let categories = WordList(
    PrincipalElement.Category.allCases.map(\.rawValue)
  )

  let source: PolicySource
  /// `Principal` or `NotPrincipal`, for messages.
  let name: String

  /// Returns the principals that the element names, at least one.
  ///
  /// - Throws: the first error of shape.
  func entries(_ node: Int) throws(PolicyError) -> [PrincipalElement.Entry] {
    if let text = source.string(node) { return [try everyone(text)] }
    guard let members = source.members(node), !members.isEmpty else {
      let found = source.kind(node) == .object ? "an empty object" : source.description(node)
      throw .syntax(
        "`\(name)` must be `*` or an object with \(Self.categories.listed), not \(found)",
        help: nil,
        at: source.start(node)
      )
    }
    var entries: [PrincipalElement.Entry] = []
    for member in members { entries += try self.entries(member) }
    return entries
  }

  private func everyone(_ text: PolicyString) throws(PolicyError) -> PrincipalElement.Entry {
    guard text.text == "*" else {
      throw .syntax(
        "`\(name)` as a string can only be `*`, not `\(text.text.shown)`",
        help: "name a principal as `{\"AWS\": \"\(text.text.shown)\"}`",
        at: text.position
      )
    }
    return PrincipalElement.Entry(category: .aws, name: text)
  }

  private func entries(
    _ member: PolicySource.Member
  ) throws(PolicyError) -> [PrincipalElement.Entry] {
    guard let category = PrincipalElement.Category(rawValue: member.name.text) else {
      throw .syntax(
        "unknown kind of principal `\(member.name.text.shown)`, "
          + "expected \(Self.categories.listed)",
        help: Self.categories.guess(for: member.name.text),
        at: member.name.position
      )
    }
    let elements = source.elements(member.value)
    guard !elements.isEmpty else {
      throw .syntax(
        "the list of `\(category.rawValue)` principals is empty",
        help: nil,
        at: source.start(member.value)
      )
    }
    var entries: [PrincipalElement.Entry] = []
    for element in elements {
      guard let text = source.string(element) else {
        throw .syntax(
          "a principal must be a string, not \(source.description(element))",
          help: nil,
          at: source.start(element)
        )
      }
      entries.append(PrincipalElement.Entry(category: category, name: text))
    }
    return entries
  }
}
