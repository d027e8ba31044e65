/// Lines of a report: what, how much, of which unit.
enum Report {
  private static let nameWidth = 46
  private static let numberWidth = 12

  /// Prints one line, with the digits in groups of three.
  static func line(_ name: String, _ number: Int, _ unit: String) {
    let text = grouped(number)
    let gap = max(1, nameWidth - name.count + max(0, numberWidth - text.count))
    print("  \(name)\(String(repeating: " ", count: gap))\(text) \(unit)")
  }

  /// Prints a row for the table of goals: lines that begin with `@` are not for people.
  static func row(_ key: String, _ value: Int) { print("@\(key)\t\(value)") }

  /// Prints a row for the table of goals.
  static func row(_ key: String, _ value: Double) { print("@\(key)\t\(value)") }

  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      let rest = digits.count - index
      if index > 0, rest % 3 == 0, digits[index - 1] != "-" { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
