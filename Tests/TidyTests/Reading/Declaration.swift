/// A declaration found in Swift source.
struct Declaration: Equatable, Sendable {
  /// Its keyword: `struct`, `func`, `let`, `import` and so on.
  let keyword: String
  /// Its name; for an extension the extended type with its dots; empty for an initialiser.
  let name: String
  /// The modifiers before the keyword, such as `package` and `static`; attributes with their `@`.
  let modifiers: [String]
  /// The line of its first attribute, modifier or keyword.
  let firstLine: Int
  /// The line of its keyword.
  let line: Int
  /// The line of the brace that closes its body; nil when it has none.
  let lastLine: Int?
  /// How many braces are open around it.
  let depth: Int

  /// Whether it introduces a nominal type.
  var isType: Bool { ["struct", "class", "enum", "actor", "protocol"].contains(keyword) }

  /// Whether its body is code that runs.
  var isFunction: Bool {
    ["func", "init", "deinit", "subscript"].contains(keyword)
      || (keyword == "var" && lastLine != nil)
  }
}
