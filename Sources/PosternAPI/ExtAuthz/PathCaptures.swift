/// What the holes of a template stand for, in a proxied request.
///
/// Looked up when a template asks, since most have one hole or two.
struct PathCaptures {
  /// The method, for the hole `method`.
  let method: String
  /// The path, for the hole `path`; and its segments, for the holes `1`, `2` and so on.
  let path: ProxiedPath
  /// The parts that the rule's own path leaves open; these win.
  let named: [String: String]

  /// The text for a hole; nil when there is none.
  /// - Complexity: O(n) in the path for the number of a segment, else O(1).
  subscript(_ name: String) -> String? {
    if let capture = named[name] { return capture }
    if name == "path" { return String(path.text.dropFirst()) }
    if name == "method" { return method }
    // As a number is written: no sign, and no zero in front.
    guard let number = Int(name), String(number) == name, number > 0 else { return nil }
    let segments = path.segments
    return number <= segments.count ? segments[number - 1] : nil
  }
}
