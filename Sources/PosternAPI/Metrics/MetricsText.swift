/// Writes metrics in the text format of Prometheus, version 0.0.4.
///
///     # HELP name what it is
///     # TYPE name counter
///     name{label="value"} 1
package struct MetricsText {
  /// What a family of metrics is.
  package enum Kind: String, Sendable {
    /// Only grows.
    case counter
    /// Goes up and down.
    case gauge
    /// Counts in cumulative buckets.
    case histogram
  }

  /// One label with its value.
  package typealias Label = (name: StaticString, value: String)

  private var bytes: [UInt8]
  private var family: StaticString = ""

  /// Creates a writer that appends to `buffer`; `take` gives the buffer back.
  package init(reusing buffer: consuming [UInt8]) {
    bytes = buffer
  }

  /// Ends the writing and returns the buffer.
  package consuming func take() -> [UInt8] { bytes }

  /// Begins a family; its samples must follow.
  package mutating func begin(_ name: StaticString, _ kind: Kind, help: StaticString) {
    family = name
    append("# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n")
  }

  /// Writes a sample of the family that was begun.
  package mutating func sample(_ value: UInt64, labels: [Label]) {
    line(suffix: "", labels: labels, value: "\(value)")
  }

  /// Writes a sample that is not a whole number.
  package mutating func sample(_ value: Double, labels: [Label]) {
    line(suffix: "", labels: labels, value: MetricsText.text(of: value))
  }

  /// Writes a histogram; `counts` are those of each bucket alone, the last one of what is longer
  /// than every bound.
  package mutating func histogram(
    bounds: [Double],
    counts: [UInt64],
    sum: Double,
    labels: [Label]
  ) {
    var total: UInt64 = 0
    for (index, count) in counts.enumerated() {
      total += count
      let bound = index < bounds.count ? MetricsText.text(of: bounds[index]) : "+Inf"
      line(suffix: "_bucket", labels: labels + [("le", bound)], value: "\(total)")
    }
    line(suffix: "_sum", labels: labels, value: MetricsText.text(of: sum))
    line(suffix: "_count", labels: labels, value: "\(total)")
  }

  private mutating func line(suffix: StaticString, labels: [Label], value: String) {
    append("\(family)\(suffix)")
    if !labels.isEmpty {
      let list = labels.map { "\($0.name)=\"\(MetricsText.escaped($0.value))\"" }
      append("{\(list.joined(separator: ","))}")
    }
    append(" \(value)\n")
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// A number as the format takes it: as short as reads back the same.
  private static func text(of value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }
}
