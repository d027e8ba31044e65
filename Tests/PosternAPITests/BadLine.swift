import Testing

/// A bad line, and what its answer says.
struct BadLine: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let line: String
  let code: String
  let pointer: String?

  init(_ name: String, _ line: String, _ code: String, _ pointer: String?) {
    (testDescription, self.line, self.code, self.pointer) = (name, line, code, pointer)
  }
}
