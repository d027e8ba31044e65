/// What the answer to one line says.
package enum LineOutcome: Sendable {
  /// It is answered, and nothing was denied.
  case answered
  /// It is answered with a denial.
  case denied
  /// It could not be answered; the answer says why.
  case failed
}
