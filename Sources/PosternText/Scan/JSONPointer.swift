/// JSON pointers (RFC 6901).
package enum JSONPointer {
  /// Returns a member's name as one part of a pointer, cut after 64 characters.
  package static func escaped(_ name: String) -> String {
    var result = ""
    for character in name.unicodeScalars.prefix(64) {
      switch character {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
