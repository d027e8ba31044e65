extension ProxiedPath {
  /// Whether some request has exactly this text as its path, once it is read.
  /// - Complexity: O(n) in the text.
  package static func reads(_ text: String, by rules: PathRules) -> Bool {
    let path = ProxiedPath(encoded(text), by: rules)
    return path.map { $0.text.utf8.elementsEqual(text.utf8) } == true
  }

  /// A path as a client sends it to be read as this text; `%2F` can only be sent as it is.
  private static func encoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let isSlash = bytes[index...].starts(with: "%2F".utf8)
      if byte <= 0x20 || byte == 0x7F || "?#%".utf8.contains(byte), !isSlash {
        let digits = String(byte, radix: 16, uppercase: true)
        result.append(contentsOf: (byte < 0x10 ? "%0\(digits)" : "%\(digits)").utf8)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
