import PosternText

/// Which Postern this is.
package enum ProductVersion {
  /// The version, as semantic versioning writes it.
  package static let text = "0.1.0"

  /// The version for a program: an object with the member `version`.
  package static var json: String {
    var writer = JSONWriter(reusing: [])
    writer.beginObject()
    writer.name("version")
    writer.string(text)
    writer.endObject()
    return String(decoding: writer.take(), as: UTF8.self)
  }
}
