import PosternText
import Testing

/// A text that the scanner refuses, with the fault and its place.
struct JSONFault: CustomTestStringConvertible, Sendable {
  let text: [UInt8]
  let code: JSONSyntaxError.Code
  let byteOffset: Int
  let pointer: String

  init(_ text: String, _ code: JSONSyntaxError.Code, at byteOffset: Int, in pointer: String = "") {
    self.init(Array(text.utf8), code, at: byteOffset, in: pointer)
  }

  init(_ text: [UInt8], _ code: JSONSyntaxError.Code, at byteOffset: Int, in pointer: String = "") {
    self.text = text
    self.code = code
    self.byteOffset = byteOffset
    self.pointer = pointer
  }

  var testDescription: String { "\(String(decoding: text.prefix(40), as: UTF8.self)) → \(code)" }

  /// Scans a text; returns its first fault.
  static func find(in text: [UInt8], rules: JSONRules = .request) -> JSONSyntaxError? {
    var tape = JSONTape()
    do throws(JSONSyntaxError) {
      try tape.scan(text.span, rules: rules)
      return nil
    } catch {
      return error
    }
  }
}
