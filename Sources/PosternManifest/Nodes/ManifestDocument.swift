/// One document of a file: a YAML file may hold several, a JSON file one or a list of them.
struct ManifestDocument: Sendable {
  let file: SourceFile
  let root: ManifestNode
}
