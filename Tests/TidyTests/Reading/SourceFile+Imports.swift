extension SourceFile {
  /// The modules that it imports, each with its line: `import struct A.B` imports `A`.
  var imports: [(module: String, declaration: Declaration)] {
    declarations.filter { $0.keyword == "import" }.map { declaration in
      let path = declaration.name.split(separator: ".").first.map(String.init)
      return (path ?? declaration.name, declaration)
    }
  }
}
