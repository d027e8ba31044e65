/// What stands for other text in the values of a configuration.
///
///     ${NAME}             the environment variable, which must be set
///     ${NAME:-text}       the variable, or the text when it is not set or empty
///     $${                 `${` itself
///     file:/path          the whole value: the text of a file, without the line end at its end
///
/// What was put in is not looked at again, and neither is the text behind `:-`.
struct VariableExpansion: Sendable {
  /// Why a value cannot be put in.
  struct Failure: Error {
    let message: String
    let help: String?
  }

  let environment: [String: String]
  /// The longest text of a file that stands for a value, in bytes.
  let byteCountMax: Int

  /// Returns the text with everything put in.
  ///
  /// - Throws: that a variable is not set, or that a file cannot be read.
  func expand(_ text: String) throws(Failure) -> String {
    if text.hasPrefix("file:/") { return try contents(of: String(text.dropFirst(5))) }
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        result += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        guard let end = rest.firstIndex(of: "}") else {
          throw Failure(
            message: "`${` without its `}`",
            help: "write `$${` for the characters themselves"
          )
        }
        let reference = rest[rest.index(dollar, offsetBy: 2)..<end]
        guard reference.firstRange(of: "${") == nil else {
          throw Failure(
            message: "a `${` inside of another, which is not looked into",
            help: "give the text itself behind `:-`"
          )
        }
        result += try value(of: reference)
        rest = rest[rest.index(after: end)...]
      } else {
        result.append("$")
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  private func value(of reference: Substring) throws(Failure) -> String {
    let separator = reference.firstRange(of: ":-")
    let name = reference[..<(separator?.lowerBound ?? reference.endIndex)]
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
          || byte == UInt8(ascii: "_")
      }
    guard isName else {
      throw Failure(
        message: "`${\(QuotedText.shortened(String(reference)))}` names no environment variable",
        help: "write `${NAME}` or `${NAME:-text}`"
      )
    }
    let value = environment[String(name)]
    if let separator {
      return value.flatMap { $0.isEmpty ? nil : $0 } ?? String(reference[separator.upperBound...])
    }
    guard let value else {
      throw Failure(
        message: "the environment variable `\(name)` is not set",
        help: "set it, or say what holds without it: `${\(name):-text}`"
      )
    }
    return value
  }

  private func contents(of path: String) throws(Failure) -> String {
    do throws(FileFailure) {
      var bytes = try OpenFile(path: path).read(byteCountMax: byteCountMax)
      if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
      if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw FileFailure("is not text in UTF-8")
      }
      return text
    } catch {
      throw Failure(
        message: "`\(QuotedText.shortened(path))` \(error.message)",
        help: nil
      )
    }
  }
}
