/// The format of a file, told by its name.
enum ManifestFormat {
  case yaml
  case json

  /// Returns the format for a name ending in `.yaml`, `.yml` or `.json`, nil for all others.
  init?(fileName: String) {
    if fileName.hasSuffix(".yaml") || fileName.hasSuffix(".yml") {
      self = .yaml
    } else if fileName.hasSuffix(".json") {
      self = .json
    } else {
      return nil
    }
  }
}
